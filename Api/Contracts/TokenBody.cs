namespace VoxPilot.Api.Contracts;

/// <summary>The next piece of an answer's text.</summary>
internal sealed record TokenBody
{
    /// <summary>Counts from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Whole characters; never empty.</summary>
    public required string Text { get; init; }
}
