using System.Text;
using VoxPilot.Core;

namespace VoxPilot.Llm.Tests.Grammar;

/// <summary>What is not covered is refused with its path, and no schema is too large or too ambiguous to be refused at once.</summary>
public sealed class SchemaRefusalTests
{
    [Theory]
    [InlineData("""{ "type": "object", "properties": { "a": { "allOf": [] } } }""", "schema.properties.a.allOf")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "string", "not": {} } } }""", "schema.properties.a.not")]
    [InlineData("""{ "type": "object", "properties": {}, "patternProperties": {} }""", "schema.patternProperties")]
    [InlineData("""{ "type": "object", "properties": {}, "additionalProperties": true }""", "schema.additionalProperties")]
    [InlineData("""{ "type": "object", "properties": {}, "if": {}, "then": {} }""", "schema.if")]
    [InlineData("""{ "oneOf": [ { "type": "null" } ] }""", "schema.oneOf")]
    [InlineData("""{ "type": "object" }""", "schema")]
    [InlineData("""{ "type": "object", "properties": {}, "required": ["a"] }""", "schema.required")]
    [InlineData("""{ "type": "object", "properties": {}, "required": [1] }""", "schema.required[0]")]
    [InlineData("""{ "type": "object", "properties": [] }""", "schema.properties")]
    [InlineData("""{ "type": "object", "properties": { "a b": { "type": "text" } } }""", "schema.properties[\"a b\"].type")]
    [InlineData("""{ "type": "array" }""", "schema")]
    [InlineData("""{ "type": "array", "items": true }""", "schema.items")]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "uniqueItems": true }""", "schema.uniqueItems")]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "minItems": 3, "maxItems": 2 }""", "schema.maxItems")]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "minItems": -1 }""", "schema.minItems")]
    [InlineData("""{ "type": "array", "items": { "type": "null" }, "minItems": 2000 }""", "schema.minItems")]
    [InlineData("""{ "type": "array", "items": { "anyOf": [ { "type": "null" }, { "type": "string", "format": "iri" } ] } }""", "schema.items.anyOf[1].format")]
    [InlineData("""{ "type": "string", "minimum": 1 }""", "schema.minimum")]
    [InlineData("""{ "type": "string", "pattern": "a", "maxLength": 3 }""", "schema.maxLength")]
    [InlineData("""{ "type": "string", "pattern": "a", "format": "date" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "(?=a)b" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "(a)\\1" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "\\bword" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "(a*)*" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "(a" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "a)" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "[b-a]" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "[a" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "[]" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "a**" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "*" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "a{3,2}" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "a$b" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "\\" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": "((a{1,40}){1,40}){1,40}" }""", "schema.pattern")]
    [InlineData("""{ "type": "string", "pattern": 3 }""", "schema.pattern")]
    [InlineData("""{ "type": "integer", "minimum": 3, "maximum": 2 }""", "schema")]
    [InlineData("""{ "type": "integer", "minimum": 1.2, "maximum": 1.8 }""", "schema")]
    [InlineData("""{ "type": "integer", "minimum": 1e17 }""", "schema.minimum")]
    [InlineData("""{ "type": "integer", "exclusiveMinimum": true }""", "schema.exclusiveMinimum")]
    [InlineData("""{ "type": "integer", "multipleOf": 7 }""", "schema.multipleOf")]
    [InlineData("""{ "type": "integer", "multipleOf": 0 }""", "schema.multipleOf")]
    [InlineData("""{ "enum": [] }""", "schema.enum")]
    [InlineData("""{ "enum": [ { "a": 1 } ] }""", "schema.enum[0]")]
    [InlineData("""{ "type": "string", "enum": ["a", 1] }""", "schema.enum[1]")]
    [InlineData("""{ "enum": ["a"], "minLength": 2 }""", "schema.minLength")]
    [InlineData("""{ "enum": ["\ud800"] }""", "schema.enum[0]")]
    [InlineData("""{ "type": "object", "properties": { "\ud800": { "type": "null" } } }""", "schema.properties")]
    [InlineData("""{ "\ud800": 1, "type": "null" }""", "schema")]
    [InlineData("""{ "anyOf": [] }""", "schema.anyOf")]
    [InlineData("""{ "anyOf": [ { "$ref": "#" } ] }""", "schema")]
    [InlineData("""{ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }""", "schema.$defs.b")]
    [InlineData("""{ "$ref": "other.json" }""", "schema.$ref")]
    [InlineData("""{ "$ref": "#/$defs/none" }""", "schema.$ref")]
    [InlineData("""{ "type": ["null"], "properties": {} }""", "schema.properties")]
    [InlineData("""{ "type": [] }""", "schema.type")]
    [InlineData("""{ "type": "null", "nullable": true }""", "schema.nullable")]
    [InlineData("""{ }""", "schema")]
    [InlineData("true", "schema")]
    [InlineData("[]", "schema")]
    public void What_is_not_covered_is_refused_with_its_path(string schema, string path)
    {
        var refusal = Assert.Throws<InvalidInputException>(() => Schemas.Convert(schema));
        Assert.Equal(path, refusal.Part);
        Assert.NotEmpty(refusal.Message);
    }

    [Fact]
    public void The_largest_schemas_make_a_grammar_and_larger_ones_are_refused()
    {
        var objects = string.Join(", ", Enumerable.Range(0, 50).Select(i => $"\"o{i}\": {Wide(99)}"));
        var grammar = Schemas.Convert($$"""{ "type": "object", "properties": { {{objects}} } , "required": [{{string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"o{i}\""))}}] }""");
        using (GrammarText.Runtime.Constrain(grammar))
        {
        }

        Refused(Wide(5001), "5000");
        Refused($$"""{ "enum": [{{string.Join(',', Enumerable.Range(0, 1001))}}] }""", "1000");
        Refused($$"""{ "const": "{{new string('a', 120_001)}}" }""", "120000");
        Refused(string.Concat(Enumerable.Repeat("""{ "type": "array", "items": """, 31)) + """{ "type": "null" }""" + new string('}', 31), "30");
        Refused($$"""{ "anyOf": [{{string.Join(',', Enumerable.Repeat("""{ "type": "null" }""", 10_001))}}] }""", "10000");
        Refused($$"""{ "type": "string", "pattern": "{{new string('a', 1001)}}" }""", "1000");
        var counted = string.Join(", ", Enumerable.Range(0, 30).Select(i => $$"""{ "type": "array", "minItems": {{i + 1}}, "maxItems": 1000, "items": { "type": "null" } }"""));
        Refused($$"""{ "anyOf": [{{counted}}] }""", "20000");
    }

    // Two alternatives that begin alike, thirty times within each other: a billion readings of thirty brackets.
    [Fact]
    public void A_schema_whose_readings_multiply_is_refused()
    {
        Refused("""{ "anyOf": [ { "type": "array", "items": { "$ref": "#" } }, { "type": "array", "minItems": 1, "items": { "$ref": "#" } }, { "type": "null" } ] }""", "128");
        var optional = new StringBuilder("""{ "type": "null" }""");
        for (var i = 0; i < 10; i++)
        {
            optional = new StringBuilder($$"""{ "anyOf": [ { "type": "object", "properties": { "a": {{optional}} } }, { "type": "object", "properties": { "a": {{optional}}, "b": { "type": "null" } } } ] }""");
        }

        Refused(optional.ToString(), "128");
    }

    [Fact]
    public void Alternatives_that_a_first_property_tells_apart_may_lead_back_to_themselves()
    {
        const string Expression = """
            { "$ref": "#/$defs/e", "$defs": { "e": { "anyOf": [
              { "type": "object", "properties": { "kind": { "const": "add" }, "of": { "type": "array", "items": { "$ref": "#/$defs/e" } } }, "required": ["kind", "of"] },
              { "type": "object", "properties": { "kind": { "enum": ["minus", "not"] }, "of": { "$ref": "#/$defs/e" } }, "required": ["kind", "of"] },
              { "type": "object", "properties": { "value": { "type": "integer" } }, "required": ["value"] } ] } } }
            """;
        Assert.True(GrammarText.Derives(Schemas.Convert(Expression), """{"kind":"add","of":[{"kind":"not","of":{"value":1}},{"value":2}]}"""));
        Assert.False(GrammarText.Derives(Schemas.Convert(Expression), """{"kind":"add","of":{"value":1}}"""));
    }

    [Fact]
    public void A_long_chain_of_references_is_followed_at_once()
    {
        const int Length = 4000;
        var chain = string.Join(", ", Enumerable.Range(0, Length).Select(i => $$"""
            "a{{i}}": { "$ref": "#/$defs/a{{i + 1}}" }
            """));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var grammar = Schemas.Convert($$"""{ "$ref": "#/$defs/a0", "$defs": { {{chain}}, "a{{Length}}": { "type": "null" } } }""");
        Assert.True(GrammarText.Derives(grammar, "null"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void Long_names_are_not_repeated()
    {
        var name = new string('x', 5000);
        var refusals = ((string[])[$$"""{ "type": "object", "properties": {}, "required": ["{{name}}"] }""", $$"""{ "type": "null", "{{name}}": 1 }"""])
            .Select(schema => Assert.Throws<InvalidInputException>(() => Schemas.Convert(schema)));
        Assert.All(refusals, refusal => Assert.InRange(refusal.Message.Length + refusal.Part.Length, 10, 500));
    }

    private static void Refused(string schema, string word)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var refusal = Assert.Throws<InvalidInputException>(() => Schemas.Convert(schema));
        Assert.Contains(word, refusal.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    private static string Wide(int properties) =>
        $$"""{ "type": "object", "properties": { {{string.Join(", ", Enumerable.Range(0, properties).Select(i => $$"""
            "p{{i}}": { "type": "string" }
            """))}} }, "required": [{{string.Join(',', Enumerable.Range(0, properties).Select(i => $"\"p{i}\""))}}] }""";
}
