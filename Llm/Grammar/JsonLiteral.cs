using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VoxPilot.Llm.Grammar;

/// <summary>Values as JSON, written with the fewest escapes: that is how language models have seen them.</summary>
internal static class JsonLiteral
{
    /// <summary>A value of enum or const, and the type that it has in JSON Schema.</summary>
    public static (string Literal, string Type) Of(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => (Of(SchemaPath.Text(value, path)), "string"),
        JsonValueKind.Number => (value.GetRawText(), value.TryGetDecimal(out var number) && decimal.IsInteger(number) ? "integer" : "number"),
        JsonValueKind.True => ("true", "boolean"),
        JsonValueKind.False => ("false", "boolean"),
        JsonValueKind.Null => ("null", "null"),
        _ => throw SchemaPath.Refusal(path, "Only texts, numbers, true, false and null are supported here."),
    };

    /// <summary>A text.</summary>
    public static string Of(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (Escape(c) is { } escape)
            {
                literal.Append(escape);
            }
            else if (c < ' ')
            {
                literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                literal.Append(c);
            }
        }

        return literal.Append('"').ToString();
    }

    /// <summary>The short escape of a character, or null where it has none or needs none.</summary>
    public static string? Escape(int character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => null,
    };
}
