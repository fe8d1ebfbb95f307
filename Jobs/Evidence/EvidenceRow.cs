namespace VoxPilot.Jobs.Evidence;

/// <summary>A row of a table: a model, and the one that it is compared with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="About">What it is, in a sentence.</param>
/// <param name="Run">The run whose pack is measured.</param>
public sealed record EvidenceRow(string Name, string About, string Run)
{
    /// <summary>Name of the row that it is compared with, seed by seed; null: with none.</summary>
    public string? Against { get; init; }

    /// <summary>What the paper has for it; null: nothing.</summary>
    public string? Paper { get; init; }
}
