namespace VoxPilot.Jobs.Reports;

/// <summary>What was measured, of what, on what. Written as JSON and as one page for a reader.</summary>
public sealed record Report
{
    /// <summary>The format that this code reads and writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Version of the format.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>What kind of measurement it is.</summary>
    public required ReportKind Kind { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The command that makes it again.</summary>
    public required string Command { get; init; }

    /// <summary>What was measured.</summary>
    public required ReportSubject Subject { get; init; }

    /// <summary>On what.</summary>
    public required ReportData Data { get; init; }

    /// <summary>Settings that change the figures (ego, degrade, limit, seed …), as a reader would say them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What the conventions of the measures mean, in a sentence or two each, by the name that stands in <see cref="ReportMeasure.Convention"/>.</summary>
    public IReadOnlyDictionary<string, string> Conventions { get; init; } = new Dictionary<string, string>();

    /// <summary>Draws of the bootstrap.</summary>
    public required ReportBootstrap Bootstrap { get; init; }

    /// <summary>The measures by task, in the order in which they are read.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>Seconds by stage, of the whole run: what took how long.</summary>
    public IReadOnlyDictionary<string, double> Seconds { get; init; } = new Dictionary<string, double>();
}
