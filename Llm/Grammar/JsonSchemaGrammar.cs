using System.Text.Json;
using VoxPilot.Core;
using VoxPilot.Llm.Grammar;

namespace VoxPilot.Llm;

/// <summary>
/// JSON schemas as grammars in GBNF, so that an answer can be held to them (<see cref="GenerationOptions.Grammar"/>). What a grammar
/// derives is JSON that the schema accepts, on one line, with at most one space after a comma or a colon and in front of the whole.
/// </summary>
/// <remarks>
/// Covered is what OpenAI's structured outputs cover, and a little more:
/// <list type="bullet">
/// <item>objects: properties, in the order given, all closed (additionalProperties false or left out); those not in required are optional;</item>
/// <item>arrays: items, minItems, maxItems;</item>
/// <item>texts: pattern (see <see cref="PatternReader"/>), format (see <see cref="TextFormats"/>), minLength, maxLength;</item>
/// <item>numbers and integers: minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf (see <see cref="NumberReader"/>);</item>
/// <item>boolean, null, enum and const of these and of texts and numbers, lists of types;</item>
/// <item>anyOf, and $ref to a place of the same schema, which may lead back to itself.</item>
/// </list>
/// Everything else is refused with its JSON path, never ignored; annotations (title, description, default, examples …) are.
/// <see cref="SchemaLimits"/> bounds size, nesting and ambiguity.
/// </remarks>
public static class JsonSchemaGrammar
{
    /// <summary>The grammar of a schema.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="path">The schema's own JSON path, with which the paths in messages begin.</param>
    /// <exception cref="InvalidInputException">Something of the schema is not covered; the JSON path is named.</exception>
    public static string Convert(JsonElement schema, string path)
    {
        var reader = new SchemaReader(schema, path);
        SchemaNode root;
        try
        {
            root = reader.Read();
        }
        catch (InvalidOperationException e)
        {
            throw SchemaPath.Broken(path, e); // names are compared before they are read, and the comparison may meet such a text first
        }

        SchemaAmbiguity.Check(reader.Nodes);
        return GrammarWriter.Write(root);
    }

    /// <summary>The grammar of any JSON object.</summary>
    public static string AnyObject() => GrammarWriter.WriteAnyObject();
}
