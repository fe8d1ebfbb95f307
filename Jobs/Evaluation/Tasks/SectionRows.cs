using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Collects the rows of a section: a measure with its baselines' figures, all over the same draws.</summary>
internal sealed class SectionRows(SceneBootstrap bootstrap)
{
    // What stands in a report's summary: the figures that papers quote first.
    private static readonly HashSet<string> Headlines = new(StringComparer.Ordinal)
    {
        "occupancy.miou.camera.occ3d", "occupancy.rayiou", "forecast.self.miou.none.sparseworld.mean", "detection.nds", "detection.map",
        "planning.l2.omnidrive.avg", "planning.collision.omnidrive.avg", "planning.collided.omnidrive", "planning.l2.voxpilot.manoeuvre",
        "planning.anchors.command.ece", "captions.hermes_questions.hermes.cider", "questions.closed.exact", "views.psnr", "views.depth.abs_rel",
    };

    private readonly List<ReportMeasure> rows = [];

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<ReportMeasure> Rows => rows;

    /// <summary>Heading of the rows that follow.</summary>
    public string Group { get; set; } = "";

    /// <summary>By whose rules the rows that follow are.</summary>
    public string Convention { get; set; } = "";

    /// <summary>Over what the rows that follow are.</summary>
    public string Population { get; set; } = "";

    /// <summary>Adds a row; a measure over nothing adds none.</summary>
    /// <param name="id">Identifier.</param>
    /// <param name="title">What it is.</param>
    /// <param name="unit">%, m, or empty.</param>
    /// <param name="higher">Whether more is better; null where neither is.</param>
    /// <param name="measure">The figure.</param>
    /// <param name="baselines">Identifiers and figures of the baselines; a null figure is left out.</param>
    public void Add(string id, string title, string unit, bool? higher, ISceneMeasure measure, params ReadOnlySpan<(string Id, ISceneMeasure? Measure)> baselines)
    {
        if (measure.Count == 0)
        {
            return;
        }
        Dictionary<string, ReportValue> beside = new(StringComparer.Ordinal);
        foreach ((string name, ISceneMeasure? baseline) in baselines)
        {
            if (baseline is { Count: > 0 })
            {
                beside[name] = Value(baseline);
            }
        }
        rows.Add(new()
        {
            Id = id,
            Title = title,
            Group = Group,
            Unit = unit,
            Convention = Convention,
            Population = Population,
            Count = measure.Count,
            HigherIsBetter = higher,
            Headline = Headlines.Contains(id),
            Value = Value(measure),
            Baselines = beside,
        });
    }

    /// <summary>Adds rows that bring their names along: each figure with the baselines' figures of the same identifier.</summary>
    /// <param name="measures">The figures.</param>
    /// <param name="baselines">Identifiers of the baselines, with their figures.</param>
    /// <param name="prefix">What identifiers begin with instead of their first word; null leaves them.</param>
    /// <param name="group">Heading; null takes the figures' own.</param>
    public void Add(IReadOnlyList<MeasureRow> measures, IReadOnlyList<(string Id, IReadOnlyList<MeasureRow> Measures)> baselines, string? prefix = null, string? group = null)
    {
        foreach (MeasureRow row in measures)
        {
            (Group, Convention) = (group ?? row.Group, row.Convention);
            string id = prefix is null ? row.Id : prefix + row.Id[row.Id.IndexOf('.', StringComparison.Ordinal)..];
            Add(id, row.Title, row.Unit, row.HigherIsBetter, row.Measure, [.. baselines.Select(b => (b.Id, b.Measures.FirstOrDefault(other => other.Id == row.Id)?.Measure))]);
        }
    }

    private ReportValue Value(ISceneMeasure measure) => ReportValue.Of(bootstrap.Estimate(measure), bootstrap.Scenes);
}
