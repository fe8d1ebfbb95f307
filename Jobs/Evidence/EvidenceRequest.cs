namespace VoxPilot.Jobs.Evidence;

/// <summary>What a table is made of: kept with it, so that it goes on with the same.</summary>
public sealed record EvidenceRequest
{
    /// <summary>Name of the table.</summary>
    public required string Table { get; init; }

    /// <summary>Folders of the data sets to learn from.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Folder of other towns, on which score thresholds are set.</summary>
    public required string Validation { get; init; }

    /// <summary>Folder of further towns, on which all rows are measured.</summary>
    public required string Test { get; init; }

    /// <summary>The size.</summary>
    public required EvidencePreset Preset { get; init; }

    /// <summary>The first seed; others follow it one by one.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many seeds; null: as many as the table has by itself.</summary>
    public int? Seeds { get; init; }

    /// <summary>Where the networks run.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>The command, as it stands in packs and reports.</summary>
    public string Command { get; init; } = "./voxpilot evidence";
}
