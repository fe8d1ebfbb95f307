namespace VoxPilot.Api.Contracts;

/// <summary>The adapters that are loaded.</summary>
internal sealed record AdapterListBody
{
    /// <summary>Always <c>list</c>.</summary>
    /// <example>list</example>
    public string Object { get; init; } = "list";

    /// <summary>The adapters, by name.</summary>
    public required IReadOnlyList<AdapterBody> Data { get; init; }
}
