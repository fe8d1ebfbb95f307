namespace VoxPilot.Driving;

/// <summary>How a pack was made.</summary>
public sealed record PackProvenance
{
    /// <summary>One sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>What wrote it, with the version of its recipe: a pack of an older recipe is made again.</summary>
    public required string Generator { get; init; }

    /// <summary>Seed of its weights.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Training stages that it went through, in order.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>Data that it was trained on.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];
}
