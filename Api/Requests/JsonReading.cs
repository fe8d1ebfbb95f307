using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Requests;

/// <summary>Reads JSON from clients; what cannot be read ends in a problem that names the place.</summary>
internal static class JsonReading
{
    /// <summary>Reads one value.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="type">What it should be.</param>
    /// <param name="part">What the text is called in messages: <c>the body</c>, <c>the part 'scene'</c>.</param>
    /// <exception cref="ProblemException">It is no JSON, or holds something else than it should.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type, string part)
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }
        try
        {
            return JsonSerializer.Deserialize(utf8, type)
                ?? throw new ProblemException(ProblemTypes.MalformedJson, $"A JSON object is expected as {part}, not null.");
        }
        catch (JsonException fault)
        {
            throw Problem(fault, part);
        }
    }

    /// <summary>Reads one value that has been parsed already.</summary>
    /// <exception cref="ProblemException">It holds something else than it should.</exception>
    public static T Read<T>(JsonElement element, JsonTypeInfo<T> type, string part)
    {
        try
        {
            return element.Deserialize(type)
                ?? throw new ProblemException(ProblemTypes.MalformedJson, $"A JSON object is expected as {part}, not null.");
        }
        catch (JsonException fault)
        {
            throw Problem(fault, part);
        }
    }

    private static ProblemException Problem(JsonException fault, string part)
    {
        string field = (fault.Path ?? "$").TrimStart('$').TrimStart('.');
        string[] places =
        [
            fault is { LineNumber: { } line, BytePositionInLine: { } at } ? $"line {line + 1}, byte {at + 1}" : "",
            field.Length > 0 ? $"in {field}" : "",
        ];
        string place = string.Join(", ", places.Where(text => text.Length > 0));
        // The reader's own exceptions are syntax errors; the serialiser's are values of another kind.
        bool syntax = fault.InnerException is JsonException;
        if (!syntax && fault.Message.StartsWith("Duplicate propert", StringComparison.Ordinal))
        {
            return Build(ProblemTypes.DuplicatePart, $"In {part} a field or camera is given twice ({place}); give it once.", field);
        }
        return syntax
            ? Build(ProblemTypes.MalformedJson, $"At {place}, {part} is not valid JSON: {Syntax(fault)}", field)
            : Build(ProblemTypes.InvalidInput, $"At {place}, {part} should hold {Expected($"{fault.Message} {fault.InnerException?.Message}")}.", field);
    }

    private static ProblemException Build(ProblemType type, string detail, string field) =>
        field.Length > 0 ? new(type, field, detail) : new(type, detail);

    private static string Syntax(JsonException fault)
    {
        string message = fault.InnerException!.Message;
        if (message.StartsWith("'N'", StringComparison.Ordinal) || message.StartsWith("'I'", StringComparison.Ordinal))
        {
            return "NaN and Infinity are not JSON numbers; give a finite number.";
        }
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static string Expected(string message) => message switch
    {
        _ when message.Contains("UInt64", StringComparison.Ordinal) => "a whole number from 0 to 18446744073709551615",
        _ when message.Contains("[]", StringComparison.Ordinal) || message.Contains("List", StringComparison.Ordinal) => "a list",
        _ when message.Contains("Int32", StringComparison.Ordinal) => "a whole number",
        _ when message.Contains("Double", StringComparison.Ordinal) => "a number",
        _ when message.Contains("a boolean", StringComparison.Ordinal) => "true or false",
        _ when message.Contains("System.String.", StringComparison.Ordinal) || message.Contains("as a string", StringComparison.Ordinal) => "a text",
        _ when message.Contains("Path: $ ", StringComparison.Ordinal) => "an object",
        _ => "another kind of value: see the schema at /swagger",
    };
}
