using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Baselines;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>The baselines of an evaluation: those that are there, and why the others are not.</summary>
internal sealed record BaselineSet
{
    /// <summary>The same language model without scene tokens.</summary>
    public const string BlindId = "blind";

    /// <summary>Whether baselines are measured at all.</summary>
    public required bool Measured { get; init; }

    /// <summary>The per-voxel prior.</summary>
    public VoxelPrior? Prior { get; init; }

    /// <summary>Makes a ceiling of occupancy now for one thread, by what its points are spent on; null where there is none.</summary>
    public Func<PointCeilingAim, PointCeiling>? Ceiling { get; init; }

    /// <summary>Makes a ceiling of forecasts, for one thread; null where there is none.</summary>
    public Func<PointCeiling>? ForecastCeiling { get; init; }

    /// <summary>Planners that do not look.</summary>
    public IReadOnlyList<IPlanBaseline> Planners { get; init; } = [];

    /// <summary>Every baseline with what it is and, where it is not there, why.</summary>
    public required IReadOnlyList<ReportBaseline> All { get; init; }

    /// <summary>Identifiers of all planners, whether they are there or not.</summary>
    public static IReadOnlyList<string> PlannerIds { get; } = ["constant-velocity", "ego-mlp", "command-mean"];

    /// <summary>Whether a figure is the IoU of occupied against free: its floor and its ceiling are others than those of means over classes.</summary>
    public static bool IsIou(MeasureRow measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return measure.Title.StartsWith("IoU", StringComparison.Ordinal);
    }

    /// <summary>The columns of a section; none where baselines are not measured.</summary>
    public IReadOnlyList<ReportBaseline> Columns(params ReadOnlySpan<string> ids)
    {
        List<ReportBaseline> columns = [];
        foreach (string id in ids)
        {
            columns.AddRange(All.Where(b => Measured && b.Id == id));
        }
        return columns;
    }
}
