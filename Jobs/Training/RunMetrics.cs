using VoxPilot.Jobs.Store;

namespace VoxPilot.Jobs.Training;

/// <summary>A run's figures as rows by step and name. What depends on the machine's speed is left out: a run that was resumed has the same rows as one that never stopped.</summary>
public static class RunMetrics
{
    /// <summary>What stands before the name of a preview's figure.</summary>
    public const string PreviewPrefix = "preview.";

    /// <summary>All of a run, as its files have them.</summary>
    public static IReadOnlyList<MetricRow> Of(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        IEnumerable<MetricRow> losses = File.Exists(folder.Losses) ? LossLog.Read(folder.Losses).SelectMany(Of) : [];
        IEnumerable<MetricRow> previews = File.Exists(folder.PreviewFigures)
            ? JsonLines.Read(folder.PreviewFigures, TrainingJson.Default.PreviewLine).SelectMany(line => Of(line.Value.Step, line.Value.Figures))
            : [];
        return [.. losses, .. previews];
    }

    /// <summary>Those of a line of the log.</summary>
    public static IReadOnlyList<MetricRow> Of(LossLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return
        [
            new(line.Step, "loss", line.Loss), new(line.Step, "learning_rate", line.LearningRate), new(line.Step, "gradient_norm", line.GradientNorm),
            .. line.Terms.Where(term => double.IsFinite(term.Value)).Select(term => new MetricRow(line.Step, term.Key, term.Value)),
        ];
    }

    /// <summary>Those of a preview.</summary>
    public static IReadOnlyList<MetricRow> Of(int step, IReadOnlyDictionary<string, double> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return [.. figures.Where(figure => double.IsFinite(figure.Value)).Select(figure => new MetricRow(step, PreviewPrefix + figure.Key, figure.Value))];
    }
}
