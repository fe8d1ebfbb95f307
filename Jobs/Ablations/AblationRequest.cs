namespace VoxPilot.Jobs.Ablations;

/// <summary>What ablations are made of: kept with them, so that they go on with the same.</summary>
public sealed record AblationRequest
{
    /// <summary>Folders of the data sets to learn from.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Folder of other towns, on which score thresholds and the safety envelope are set.</summary>
    public required string Validation { get; init; }

    /// <summary>Folder of further towns, on which all rows are measured.</summary>
    public required string Test { get; init; }

    /// <summary>The size.</summary>
    public required AblationPreset Preset { get; init; }

    /// <summary>Seed of weights, order, augmentation, noise, draws and of the bootstrap.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Steps of stages in place of the plan's.</summary>
    public IReadOnlyDictionary<string, int> Steps { get; init; } = new Dictionary<string, int>();

    /// <summary>Where the networks run.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The command, as it stands in packs and reports.</summary>
    public string Command { get; init; } = "./voxpilot ablate";
}
