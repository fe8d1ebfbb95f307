using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VoxPilot.Llm.Tests.Grammar;

/// <summary>JSON Schema as it reads, for the keywords that are covered: slow, and nothing shared with the converter.</summary>
internal static class PlainValidator
{
    public static bool Accepts(JsonElement root, JsonElement value) => Accepts(root, root, value);

    private static bool Accepts(JsonElement root, JsonElement schema, JsonElement value) =>
        schema.EnumerateObject().All(keyword => Holds(root, schema, keyword.Name, keyword.Value, value));

    private static bool Holds(JsonElement root, JsonElement schema, string keyword, JsonElement rule, JsonElement value)
    {
        var isText = value.ValueKind == JsonValueKind.String;
        var isNumber = value.ValueKind == JsonValueKind.Number;
        var isArray = value.ValueKind == JsonValueKind.Array;
        var isObject = value.ValueKind == JsonValueKind.Object;
        return keyword switch
        {
            "type" when rule.ValueKind == JsonValueKind.Array => rule.EnumerateArray().Any(type => IsOf(type.GetString()!, value)),
            "type" => IsOf(rule.GetString()!, value),
            "enum" => rule.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
            "const" => JsonElement.DeepEquals(rule, value),
            "anyOf" => rule.EnumerateArray().Any(one => Accepts(root, one, value)),
            "$ref" => Accepts(root, rule.GetString()!.Split('/').Skip(1).Aggregate(root, (at, name) => at.GetProperty(name)), value),
            "properties" => !isObject || rule.EnumerateObject().All(p => !value.TryGetProperty(p.Name, out var member) || Accepts(root, p.Value, member)),
            "required" => !isObject || rule.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
            "additionalProperties" => !isObject || value.EnumerateObject().All(p => schema.GetProperty("properties").TryGetProperty(p.Name, out _)),
            "items" => !isArray || value.EnumerateArray().All(item => Accepts(root, rule, item)),
            "minItems" => !isArray || value.GetArrayLength() >= rule.GetInt32(),
            "maxItems" => !isArray || value.GetArrayLength() <= rule.GetInt32(),
            "minLength" => !isText || value.GetString()!.EnumerateRunes().Count() >= rule.GetInt32(),
            "maxLength" => !isText || value.GetString()!.EnumerateRunes().Count() <= rule.GetInt32(),
            "pattern" => !isText || Regex.IsMatch(value.GetString()!, rule.GetString()!),
            "format" => !isText || HasFormat(rule.GetString()!, value.GetString()!),
            "minimum" => !isNumber || value.GetDecimal() >= rule.GetDecimal(),
            "maximum" => !isNumber || value.GetDecimal() <= rule.GetDecimal(),
            "exclusiveMinimum" => !isNumber || value.GetDecimal() > rule.GetDecimal(),
            "exclusiveMaximum" => !isNumber || value.GetDecimal() < rule.GetDecimal(),
            "multipleOf" => !isNumber || value.GetDecimal() % rule.GetDecimal() == 0,
            "$defs" => true,
            _ => throw new ArgumentException($"The validator does not know {keyword}."),
        };
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Select(p => p.Name).Distinct().Count() == value.EnumerateObject().Count(),
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()),
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new ArgumentException(type),
    };

    public static bool HasFormat(string format, string text) => format switch
    {
        "date" => text.Length == 10 && IsDate(text),
        "time" => IsTime(text),
        "date-time" => text.Length > 11 && text[10] == 'T' && IsDate(text[..10]) && IsTime(text[11..]),
        "duration" => IsDuration(text),
        "email" => System.Net.Mail.MailAddress.TryCreate(text, out var mail) && mail.Address == text,
        "hostname" => Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4 && text.Length <= 253 && text.Split('.').All(label => label.Length is >= 1 and <= 63),
        "ipv4" => text.Split('.') is { Length: 4 } parts && parts.All(p => byte.TryParse(p, NumberStyles.None, null, out var b) && b.ToString(CultureInfo.InvariantCulture) == p),
        "ipv6" => Uri.CheckHostName(text) == UriHostNameType.IPv6 && System.Net.IPAddress.TryParse(text, out _) && !text.Contains('%', StringComparison.Ordinal),
        "uuid" => Guid.TryParseExact(text, "D", out _),
        _ => throw new ArgumentException(format),
    };

    // The year 0000 is one of RFC 3339's and none of .NET's; it is a leap year as 2000 is.
    private static bool IsDate(string text) =>
        DateOnly.TryParseExact(text.StartsWith("0000", StringComparison.Ordinal) ? "2000" + text[4..] : text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsTime(string text) =>
        Regex.Match(text, @"^(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-](\d\d):(\d\d))$") is { Success: true } match
        && Below(match, 1, 24) && Below(match, 2, 60) && Below(match, 3, 60) && Below(match, 6, 24) && Below(match, 7, 60);

    private static bool Below(Match match, int group, int limit) =>
        !match.Groups[group].Success || int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) < limit;

    private static bool IsDuration(string text) =>
        Regex.IsMatch(text, @"^P(?!$)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)$")
        && !Regex.IsMatch(text, @"Y\d+D|H\d+S");

    /// <summary>A text as a JSON document, or null where it is none.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            var value = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetBytes(text));
            _ = JsonSerializer.Serialize(value);
            return value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
