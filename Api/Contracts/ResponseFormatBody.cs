namespace VoxPilot.Api.Contracts;

/// <summary>The form of an answer, as in OpenAI's API. The answer is held to it token by token; cut short by <c>max_tokens</c> (<c>finish_reason</c> <c>length</c>) it is not whole.</summary>
internal sealed record ResponseFormatBody
{
    /// <summary><c>text</c>, <c>json_object</c> (any JSON object) or <c>json_schema</c>.</summary>
    /// <example>json_schema</example>
    public string? Type { get; init; }

    /// <summary>The schema, with the type <c>json_schema</c>.</summary>
    public JsonSchemaBody? JsonSchema { get; init; }
}
