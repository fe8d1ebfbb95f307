using System.Text.Json;

namespace VoxPilot.Llm.Grammar;

/// <summary>Reads what a schema says about texts.</summary>
internal static class TextSchemaReader
{
    // No format is so ambiguous that more of its places are open at once.
    private const int FormatReadings = 16;

    public static SchemaNode Read(JsonElement schema, string path)
    {
        var hasPattern = schema.TryGetProperty("pattern", out var pattern);
        var hasFormat = schema.TryGetProperty("format", out var format);
        if (!hasPattern && !hasFormat)
        {
            var (least, most) = CountReader.Read(schema, path, "minLength", "maxLength");
            return new TextNode(path, least, most);
        }

        foreach (var other in (string[])["minLength", "maxLength", "pattern"])
        {
            if (schema.TryGetProperty(other, out _) && (other != "pattern" || hasFormat))
            {
                throw SchemaPath.Refusal($"{path}.{other}", "Only one of pattern, format, and minLength with maxLength is supported for one text; a pattern can hold the others.");
            }
        }

        return hasPattern ? Pattern(SchemaPath.Text(pattern, $"{path}.pattern"), path) : Format(SchemaPath.Text(format, $"{path}.format"), path);
    }

    private static PatternNode Pattern(string source, string path)
    {
        var at = $"{path}.pattern";
        if (source.Length > SchemaLimits.PatternCharacters)
        {
            throw SchemaPath.Refusal(at, $"A pattern has at most {SchemaLimits.PatternCharacters} characters.");
        }

        var pattern = PatternReader.Read(source, at);
        return pattern.Places <= SchemaLimits.Readings
            ? new PatternNode(path, source, pattern, (int)pattern.Places)
            : throw SchemaPath.Refusal(at, $"The pattern has {pattern.Places} places once its repetitions are written out; at most {SchemaLimits.Readings} are supported.");
    }

    private static PatternNode Format(string name, string path) => TextFormats.Patterns.TryGetValue(name, out var source)
        ? new PatternNode(path, source, PatternReader.Read(source, $"{path}.format"), FormatReadings)
        : throw SchemaPath.Refusal($"{path}.format", $"The formats are {string.Join(", ", TextFormats.Patterns.Keys)}.");
}
