namespace VoxPilot.Jobs.Training;

/// <summary>What a run's log says.</summary>
/// <param name="Name">Name of the run.</param>
/// <param name="Lines">Lines of its log, at least one.</param>
/// <param name="Previews">What was measured in between, by step.</param>
internal sealed record RunCurve(string Name, IReadOnlyList<LossLine> Lines, IReadOnlyList<PreviewLine> Previews)
{
    /// <summary>Reads the logs of runs.</summary>
    /// <exception cref="InvalidDataException">A run has no line yet, or a log is damaged.</exception>
    public static IReadOnlyList<RunCurve> Read(IReadOnlyList<RunFolder> runs) => runs.Count > 0
        ? [.. runs.Select(Read)]
        : throw new ArgumentException("No run was named; a curve needs one or more.", nameof(runs));

    /// <summary>The last line.</summary>
    public LossLine Last => Lines[^1];

    /// <summary>Mean shares of the time, in the order of the log; what they leave comes last, as "other".</summary>
    public IReadOnlyList<(string Name, double Share)> Shares()
    {
        List<(string Name, double Share)> shares = [.. Last.Shares.Keys.Select(name => (name, Lines.Average(line => line.Shares.GetValueOrDefault(name))))];
        double rest = 1 - shares.Sum(s => s.Share);
        return rest > 0.005 ? [.. shares, ("other", rest)] : shares;
    }

    private static RunCurve Read(RunFolder run)
    {
        if (!File.Exists(run.Losses))
        {
            throw new InvalidDataException($"The run {run.Name} has no {Path.GetFileName(run.Losses)} in {run.Path}; name a run that has trained for some steps.");
        }
        IReadOnlyList<LossLine> lines = LossLog.Read(run.Losses);
        // A run that went on from a checkpoint measured some steps again.
        PreviewLine[] previews = File.Exists(run.PreviewFigures)
            ? [.. JsonLines.Read(run.PreviewFigures, TrainingJson.Default.PreviewLine).Select(line => line.Value).GroupBy(line => line.Step).Select(same => same.Last()).OrderBy(line => line.Step)]
            : [];
        return lines.Count > 0 ? new(run.Name, lines, previews) : throw new InvalidDataException($"The run {run.Name} has no line of losses yet; wait for its first steps.");
    }
}
