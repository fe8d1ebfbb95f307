using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VoxPilot.Llm.Tests.Grammar;

/// <summary>Each construct of a schema: what its grammar derives and what it does not.</summary>
public sealed class JsonSchemaGrammarTests
{
    private const string Car = """{ "type": "object", "properties": { "car": { "type": "boolean" }, "m": { "type": "integer" }, "who": { "type": "null" } }, "required": ["m"], "additionalProperties": false }""";
    private const string Tree = """{ "type": "object", "properties": { "v": { "type": "integer" }, "of": { "type": "array", "items": { "$ref": "#" } } }, "required": ["v", "of"] }""";
    private const string List = """{ "$ref": "#/$defs/a~1b", "$defs": { "a/b": { "anyOf": [ { "type": "null" }, { "type": "object", "properties": { "next": { "$ref": "#/$defs/a~1b" } }, "required": ["next"] } ] } } }""";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(Car, """{"m":1}""", true)]
    [InlineData(Car, """{"car":true,"m":-20}""", true)]
    [InlineData(Car, """ {"car": false, "m": 0, "who": null}""", true)]
    [InlineData(Car, """{"m":1,"who":null}""", true)]
    [InlineData(Car, """{"m":1,"car":true}""", false)] // not in the order given
    [InlineData(Car, """{"car":true}""", false)]
    [InlineData(Car, """{"m":1,"x":1}""", false)]
    [InlineData(Car, """{"m":1,}""", false)]
    [InlineData(Car, """{"m":1.5}""", false)]
    [InlineData(Car, """{"m":01}""", false)]
    [InlineData(Car, """  {"m":1}""", false)]
    [InlineData("""{ "type": "object", "properties": {} }""", "{}", true)]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "null" }, "b": { "type": "null" } } }""", "{}", true)]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "null" }, "b": { "type": "null" } } }""", """{"b":null}""", true)]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "null" }, "b": { "type": "null" } } }""", """{,"b":null}""", false)]
    [InlineData("""{ "type": "object", "properties": { "a\"é🚗": { "type": "null" } }, "required": ["a\"é🚗"] }""", """{"a\"é🚗":null}""", true)]
    [InlineData("""{ "type": "array", "items": { "type": "null" } }""", "[]", true)]
    [InlineData("""{ "type": "array", "items": { "type": "null" } }""", "[null, null,null]", true)]
    [InlineData("""{ "type": "array", "items": { "type": "null" } }""", "[null,]", false)]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "minItems": 2, "maxItems": 3 }""", "[null]", false)]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "minItems": 2, "maxItems": 3 }""", "[null,null]", true)]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "minItems": 2, "maxItems": 3 }""", "[null,null,null]", true)]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "minItems": 2, "maxItems": 3 }""", "[null,null,null,null]", false)]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "maxItems": 0 }""", "[]", true)]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "maxItems": 0 }""", "[null]", false)]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "minItems": 1 }""", "[]", false)]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "maxItems": 1 }""", "[null]", true)]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "maxItems": 1 }""", "[null,null]", false)]
    [InlineData("""{ "enum": ["left", "lef", "é", 1, 12, null, true] }""", "\"lef\"", true)]
    [InlineData("""{ "enum": ["left", "lef", "é", 1, 12, null, true] }""", "\"left\"", true)]
    [InlineData("""{ "enum": ["left", "lef", "é", 1, 12, null, true] }""", "\"le\"", false)]
    [InlineData("""{ "enum": ["left", "lef", "é", 1, 12, null, true] }""", "\"é\"", true)]
    [InlineData("""{ "enum": ["left", "lef", "é", 1, 12, null, true] }""", "1", true)]
    [InlineData("""{ "enum": ["left", "lef", "é", 1, 12, null, true] }""", "12", true)]
    [InlineData("""{ "enum": ["left", "lef", "é", 1, 12, null, true] }""", "2", false)]
    [InlineData("""{ "enum": ["left", "lef", "é", 1, 12, null, true] }""", "null", true)]
    [InlineData("""{ "enum": ["🚗", "🚌"] }""", "\"🚌\"", true)]
    [InlineData("""{ "const": "a\n\u0001\"" }""", """
        "a\n\u0001\""
        """, true)]
    [InlineData("""{ "type": "integer", "enum": [1, 2] }""", "2", true)]
    [InlineData("""{ "type": "boolean" }""", "true", true)]
    [InlineData("""{ "type": ["string", "null"] }""", "null", true)]
    [InlineData("""{ "type": ["string", "null"] }""", "\"null\"", true)]
    [InlineData("""{ "type": ["string", "null"] }""", "1", false)]
    [InlineData("""{ "type": ["array", "object"], "items": { "type": "null" }, "properties": { "a": { "type": "null" } } }""", """{"a":null}""", true)]
    [InlineData("""{ "type": "string" }""", "\"\\ud83d\\ude97 \\u00e9 \\n é 🚗\"", true)]
    [InlineData("""{ "type": "string" }""", "\"\\ud83d\"", false)] // half a surrogate pair
    [InlineData("""{ "type": "string" }""", "\"\\ude97\"", false)]
    [InlineData("""{ "type": "string" }""", "\"\n\"", false)]
    [InlineData("""{ "type": "string" }""", "\"\\x\"", false)]
    [InlineData("""{ "type": "string", "minLength": 1, "maxLength": 2 }""", "\"\"", false)]
    [InlineData("""{ "type": "string", "minLength": 1, "maxLength": 2 }""", "\"🚗\\\"\"", true)]
    [InlineData("""{ "type": "string", "minLength": 1, "maxLength": 2 }""", "\"abc\"", false)]
    [InlineData("""{ "anyOf": [ { "type": "integer" }, { "type": "array", "items": { "type": "integer" } } ] }""", "[1]", true)]
    [InlineData("""{ "anyOf": [ { "type": "integer" }, { "type": "array", "items": { "type": "integer" } } ] }""", "1", true)]
    [InlineData("""{ "anyOf": [ { "$ref": "#" }, { "type": "null" } ] }""", "null", true)]
    [InlineData(Tree, """{"v":1,"of":[{"v":2,"of":[]},{"v":3,"of":[{"v":4,"of":[]}]}]}""", true)]
    [InlineData(Tree, """{"v":1,"of":[{"v":2}]}""", false)]
    [InlineData(List, """{"next":{"next":null}}""", true)]
    [InlineData(List, """{"next":{}}""", false)]
    [InlineData("""{ "type": "number" }""", "-12.50e+3", true)]
    [InlineData("""{ "type": "number" }""", "1.", false)]
    [InlineData("""{ "type": "number" }""", "+1", false)]
    [InlineData("""{ "title": "t", "description": "d", "$schema": "s", "type": "integer", "default": 1, "examples": [1] }""", "7", true)]
    public void A_grammar_derives_what_its_schema_accepts(string schema, string text, bool derived) =>
        Assert.Equal(derived, GrammarText.Derives(Schemas.Convert(schema), text));

    [Theory]
    [InlineData("{}", true)]
    [InlineData(""" {"a": [1, {"b": null}, "x\n"], "c": {}}""", true)]
    [InlineData("[]", false)]
    [InlineData("""{"a"}""", false)]
    public void Any_object_is_any_object(string text, bool derived) => Assert.Equal(derived, GrammarText.Derives(JsonSchemaGrammar.AnyObject(), text));

    [Fact]
    public void A_number_is_derived_exactly_where_it_lies_between_its_bounds()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 150; trial++)
        {
            var scale = (decimal)Math.Pow(10, random.Next(4));
            decimal Value() => Math.Round((decimal)(2 * random.NextDouble() - 1) * scale, random.Next(4));
            var (a, b) = (Value(), Value());
            var (least, most) = (Math.Min(a, b), Math.Max(a, b) + 0.001m);
            var integer = random.Next(3) == 0;
            var (fromName, toName) = (random.Next(2) == 0 ? "minimum" : "exclusiveMinimum", random.Next(2) == 0 ? "maximum" : "exclusiveMaximum");
            var schema = FormattableString.Invariant($$"""{ "type": "{{(integer ? "integer" : "number")}}", "{{fromName}}": {{least}}, "{{toName}}": {{most}} }""");
            string grammar;
            try
            {
                grammar = Schemas.Convert(schema);
            }
            catch (Core.InvalidInputException)
            {
                Assert.True(integer); // no whole number between the bounds
                continue;
            }

            decimal[] values = [least, most, least + 0.0000000001m, most - 0.0000000001m, 0, Math.Floor(least), Math.Ceiling(least), Math.Floor(most), .. Enumerable.Range(0, 25).Select(_ => Math.Round(least + (decimal)(1.4 * random.NextDouble() - 0.2) * (most - least), random.Next(11)))];
            foreach (var value in values)
            {
                var text = value.ToString("0.##########", CultureInfo.InvariantCulture);
                var inside = (fromName == "minimum" ? value >= least : value > least) && (toName == "maximum" ? value <= most : value < most) && (!integer || decimal.IsInteger(value));
                Assert.True(inside == GrammarText.Derives(grammar, text), $"{text} in {schema}: {inside}");
            }
        }
    }

    [Theory]
    [InlineData("""{ "type": "integer", "multipleOf": 5 }""", "0 5 -15 1000 12345", "1 -4 05 12346")]
    [InlineData("""{ "type": "integer", "multipleOf": 8 }""", "0 8 -16 1000 123456", "4 12 1004")]
    [InlineData("""{ "type": "integer", "multipleOf": 10 }""", "0 10 -100", "1 15")]
    [InlineData("""{ "type": "integer", "multipleOf": 7, "minimum": -7, "maximum": 21 }""", "-7 0 7 14 21", "-14 28 1")]
    [InlineData("""{ "type": "number", "multipleOf": 0.01 }""", "0 -1.5 12.34", "1.234 1e3")]
    [InlineData("""{ "type": "number", "multipleOf": 0.1, "minimum": 0.25, "maximum": 2 }""", "0.3 1 2.0", "0.25 0.2 2.1")]
    [InlineData("""{ "type": "number", "multipleOf": 0.25, "exclusiveMinimum": 0, "maximum": 1 }""", "0.25 0.5 0.75 1", "0 0.3 1.25")]
    [InlineData("""{ "type": "number", "multipleOf": 1 }""", "0 12 -3", "1.5")]
    [InlineData("""{ "type": "integer", "minimum": 98 }""", "98 99 100 9999999999999999", "97 0 -98 10000000000000000")]
    [InlineData("""{ "type": "integer", "exclusiveMaximum": -1.5, "minimum": -1e300 }""", "-2 -100", "-1 0 1")]
    [InlineData("""{ "type": "number", "exclusiveMinimum": 0 }""", "0.1 0.0000000001 12 12.50", "0 0.0 -1")]
    public void Bounds_and_steps(string schema, string derived, string refused)
    {
        var grammar = Schemas.Convert(schema);
        Assert.All(derived.Split(' '), text => Assert.True(GrammarText.Derives(grammar, text), text));
        Assert.All(refused.Split(' '), text => Assert.False(GrammarText.Derives(grammar, text), text));
    }

    [Fact]
    public void Patterns_agree_with_the_regular_expressions_of_the_platform()
    {
        string[] patterns =
        [
            "^a+b?$", "^(ab|c)*$", "^[a-c]{2,3}$", "^[^a-c]$", @"^\d\w\s$", @"^\D\W\S$", "^a.c$", "b", "^b", "b$", "^a|b$", "^(?:a|(?:b|c)a){2}$", "^a{2,}$", "^a{0}$",
            @"^\u{1F697}?é$", @"^[\x22\\\n-]$", @"^[\d.,-]+$", "^a*?b+?$", @"^\.\*\/$", "^$", "^[a\\-c]$", "^(a|)b$", @"^[\t\r]\f?$", "^.*$",
        ];
        string[] parts = ["a", "b", "c", "0", "7", "_", " ", "-", ".", "*", "/", "\"", "\\", "\n", "\t", "\r", "\f", "é", "🚗", ",", ""];
        var random = new Random(5);
        foreach (var pattern in patterns)
        {
            var grammar = Schemas.Convert(JsonSerializer.Serialize(new { type = "string", pattern }));
            var regex = new Regex(Platform(pattern), RegexOptions.ECMAScript);
            var texts = Enumerable.Range(0, 120).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => parts[random.Next(parts.Length)])));
            foreach (var text in texts.Append("").Append("aa").Append("ab").Append("a0 ").Append("0a "))
            {
                var json = JsonSerializer.Serialize(text, Readable).Replace("\\uD83D\\uDE97", "🚗", StringComparison.OrdinalIgnoreCase);
                Assert.True(regex.IsMatch(text.Replace("🚗", "\uE000", StringComparison.Ordinal)) == GrammarText.Derives(grammar, json), $"{pattern} {json}");
            }
        }
    }

    [Fact]
    public void Formats_derive_texts_of_their_format()
    {
        Dictionary<string, (string[] Good, string[] Bad)> texts = new()
        {
            ["date"] = (["2024-02-29", "2000-02-29", "2023-12-31", "1999-04-30"], ["2023-02-29", "1900-02-29", "2023-13-01", "2023-04-31", "2023-00-10"]),
            ["time"] = (["23:59:59Z", "00:00:00.123+01:30"], ["24:00:00Z", "12:60:00Z", "12:00:00"]),
            ["date-time"] = (["2024-02-29T12:00:00Z"], ["2024-02-29 12:00:00Z", "2023-02-29T12:00:00Z"]),
            ["duration"] = (["P1D", "PT5M", "P1Y2M3DT4H5M6S", "P3W"], ["P", "PT", "P1S", "P1Y1D"]),
            ["email"] = (["a.b@example.org"], ["a@b", "@example.org", "a b@example.org"]),
            ["hostname"] = (["example.org", "a-b.c"], ["-a.b", "a..b"]),
            ["ipv4"] = (["192.168.0.1", "255.255.255.255"], ["256.1.1.1", "1.2.3", "01.2.3.4"]),
            ["ipv6"] = (["::", "::1", "1::", "2001:db8::8a2e:370:7334", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::"], ["1:2:3", "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9"]),
            ["uuid"] = (["123e4567-e89b-12d3-a456-426614174000"], ["123e4567e89b12d3a456426614174000"]),
        };
        foreach (var (format, (good, bad)) in texts)
        {
            var grammar = Schemas.Convert($$"""{ "type": "string", "format": "{{format}}" }""");
            Assert.All(good, text => Assert.True(PlainValidator.HasFormat(format, text) && GrammarText.Derives(grammar, $"\"{text}\""), text));
            Assert.All(bad, text => Assert.False(GrammarText.Derives(grammar, $"\"{text}\""), text));
        }
    }

    // The platform counts UTF-16, and knows neither \u{…} nor negated classes without ends of lines: a car stands for itself as one character of its own.
    private static string Platform(string pattern) => pattern.Replace(@"\u{1F697}", "\uE000", StringComparison.Ordinal).Replace("a.c", @"a[^\n\r\u2028\u2029]c", StringComparison.Ordinal).Replace("^.*$", @"^[^\n\r\u2028\u2029]*$(?!\n)", StringComparison.Ordinal) is var plain
        && plain.EndsWith('$') ? plain[..^1] + "(?![\\s\\S])" : plain;
}
