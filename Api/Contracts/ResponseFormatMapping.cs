using System.Text.Json;
using VoxPilot.Api.Problems;
using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Api.Contracts;

/// <summary>Forms of answers as clients put them.</summary>
internal static class ResponseFormatMapping
{
    private const string Field = "response_format";
    private const string Schema = $"{Field}.json_schema";
    private const int LongestName = 64;

    /// <summary>The domain's form, or null for free text and where something is wrong.</summary>
    public static AnswerFormat? ToDomain(ResponseFormatBody? body, InputErrors errors)
    {
        switch (body?.Type)
        {
            case null when body is null:
            case "text":
                return null;
            case "json_object":
                return AnswerFormat.JsonObject;
            case "json_schema":
                return ToDomain(body.JsonSchema, errors);
            default:
                errors.Add(ProblemTypes.InvalidInput, $"{Field}.type", $"{Field}.type is text, json_object or json_schema.");
                return null;
        }
    }

    private static AnswerFormat? ToDomain(JsonSchemaBody? body, InputErrors errors)
    {
        if (body is null)
        {
            errors.Add(ProblemTypes.InvalidInput, Schema, $"The type json_schema needs {Schema} with a schema in it.");
            return null;
        }
        if (body.Name is { } name && (name.Length is 0 or > LongestName || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
        {
            errors.Add(ProblemTypes.InvalidInput, $"{Schema}.name", $"A schema's name has 1 to {LongestName} letters, digits, underscores and dashes.");
        }
        try
        {
            return body.Schema is { ValueKind: not JsonValueKind.Null } schema
                ? AnswerFormat.JsonSchema(schema, $"{Schema}.schema")
                : throw new InvalidInputException($"{Schema}.schema", $"{Schema}.schema is missing; put the schema there.");
        }
        catch (InvalidInputException fault)
        {
            errors.Add(ProblemTypes.InvalidInput, fault.Part, $"{fault.Part}: {fault.Message}");
            return null;
        }
    }
}
