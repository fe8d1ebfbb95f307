using System.Text.Json;

namespace VoxPilot.Api.Contracts;

/// <summary>A JSON schema for an answer.</summary>
internal sealed record JsonSchemaBody
{
    /// <summary>What the schema is called: up to 64 letters, digits, underscores and dashes. Optional.</summary>
    /// <example>traffic</example>
    public string? Name { get; init; }

    /// <summary>What it is for. Optional; the language model does not read it.</summary>
    public string? Description { get; init; }

    /// <summary>The schema. Covered: closed objects, arrays with <c>minItems</c> and <c>maxItems</c>, texts with <c>pattern</c>, <c>format</c> or a length, numbers and integers with bounds and <c>multipleOf</c>,
    /// <c>boolean</c>, <c>null</c>, <c>enum</c>, <c>const</c>, lists of types, <c>anyOf</c>, <c>$ref</c> with <c>$defs</c>, also in circles. Anything else is refused with its path.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>Taken and without effect: every answer is held to its schema.</summary>
    public bool? Strict { get; init; }
}
