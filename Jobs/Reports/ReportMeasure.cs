namespace VoxPilot.Jobs.Reports;

/// <summary>One figure: a row of the report.</summary>
public sealed record ReportMeasure
{
    /// <summary>Identifier, the same in all reports: <c>occupancy.miou.camera.occ3d</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is, as the field calls it: mIoU, L2 at 3 s, CIDEr.</summary>
    public required string Title { get; init; }

    /// <summary>Rows of a section that belong together stand under this heading.</summary>
    public string Group { get; init; } = "";

    /// <summary>%, m, or empty for a ratio.</summary>
    public string Unit { get; init; } = "";

    /// <summary>By whose rules, so that nobody mixes two: "Occ3D (CVPR 2023), camera mask".</summary>
    public required string Convention { get; init; }

    /// <summary>Over what: "all key frames", "six recorded steps (VAD, OmniDrive)".</summary>
    public required string Population { get; init; }

    /// <summary>How many things it is made of.</summary>
    public required long Count { get; init; }

    /// <summary>Whether more is better; null where neither is.</summary>
    public bool? HigherIsBetter { get; init; }

    /// <summary>Whether it stands in the summary. A section that marks none is summed up by its first measure.</summary>
    public bool Headline { get; init; }

    /// <summary>The figure, in <see cref="Unit"/>: 33.65 for 33.65 %.</summary>
    public required ReportValue Value { get; init; }

    /// <summary>The baselines' figures by identifier; one that has none of this measure is not among them.</summary>
    public IReadOnlyDictionary<string, ReportValue> Baselines { get; init; } = new Dictionary<string, ReportValue>();
}
