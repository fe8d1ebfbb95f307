using System.Text.Json;
using VoxPilot.Core;

namespace VoxPilot.Llm.Grammar;

/// <summary>JSON paths of a schema's parts, and what is wrong there.</summary>
internal static class SchemaPath
{
    // No more of a client's name is repeated.
    private const int LongestName = 40;

    public static string Child(string path, string name)
    {
        var text = Shortened(name);
        return text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' or '-' or '…')
            ? $"{path}.{text}"
            : $"{path}[{Quoted(name)}]";
    }

    /// <summary>A name as a JSON text, no longer than messages may be.</summary>
    public static string Quoted(string name) => JsonSerializer.Serialize(Shortened(name));

    public static string Item(string path, int index) => $"{path}[{index}]";

    public static InvalidInputException Refusal(string path, string message) => new(path, message);

    /// <summary>A text of the schema.</summary>
    /// <exception cref="InvalidInputException">It is no text, or holds half of a surrogate pair.</exception>
    public static string Text(JsonElement value, string path)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Refusal(path, "A text is expected here.");
        }
        catch (InvalidOperationException e)
        {
            throw Broken(path, e);
        }
    }

    /// <summary>The members of an object of the schema.</summary>
    /// <exception cref="InvalidInputException">It is no object, or a name holds half of a surrogate pair.</exception>
    public static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Refusal(path, "An object is expected here.");
        }

        foreach (var member in value.EnumerateObject())
        {
            yield return (NameOf(member, path), member.Value);
        }
    }

    /// <summary>What is wrong with a text that is no Unicode.</summary>
    public static InvalidInputException Broken(string path, InvalidOperationException e) =>
        new(path, "A text here holds half of a surrogate pair (\\ud800 to \\udfff), which no answer can hold.", e);

    private static string Shortened(string name) => name.Length > LongestName ? name[..LongestName] + "…" : name;

    private static string NameOf(JsonProperty member, string path)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException e)
        {
            throw Broken(path, e);
        }
    }
}
