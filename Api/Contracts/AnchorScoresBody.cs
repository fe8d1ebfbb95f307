namespace VoxPilot.Api.Contracts;

/// <summary>The language model has scored the anchors.</summary>
internal sealed record AnchorScoresBody
{
    /// <summary>The 18 anchors with their scores.</summary>
    public required IReadOnlyList<AnchorBody> Anchors { get; init; }
}
