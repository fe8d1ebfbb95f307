using System.Text.Json;
using VoxPilot.Core;
using VoxPilot.Llm;

namespace VoxPilot.Driving;

/// <summary>The form that an answer is held to, token by token.</summary>
public sealed class AnswerFormat
{
    private AnswerFormat(string grammar) => Grammar = grammar;

    /// <summary>Any JSON object.</summary>
    public static AnswerFormat JsonObject { get; } = new(JsonSchemaGrammar.AnyObject());

    /// <summary>The language model's own notation of it.</summary>
    internal string Grammar { get; }

    /// <summary>JSON that a schema accepts.</summary>
    /// <param name="schema">The schema; <see cref="JsonSchemaGrammar"/> says what of JSON Schema is covered.</param>
    /// <param name="path">The schema's JSON path in the client's request.</param>
    /// <exception cref="InvalidInputException">Something of the schema is not covered; its JSON path is named.</exception>
    public static AnswerFormat JsonSchema(JsonElement schema, string path) => new(JsonSchemaGrammar.Convert(schema, path));
}
