namespace VoxPilot.Api.Contracts;

/// <summary>The model packs, in OpenAI's shape.</summary>
internal sealed record ModelListBody
{
    /// <summary>Always <c>list</c>.</summary>
    /// <example>list</example>
    public string Object { get; init; } = "list";

    /// <summary>The packs.</summary>
    public required IReadOnlyList<ModelBody> Data { get; init; }
}
