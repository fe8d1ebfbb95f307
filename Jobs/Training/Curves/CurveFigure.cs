namespace VoxPilot.Jobs.Training;

/// <summary>One figure of one or several runs: a panel of a page or picture.</summary>
/// <param name="Title">Name of the figure.</param>
/// <param name="Runs">Its points by run; none where a run does not have it.</param>
/// <param name="Scale">Its scale, which the runs share.</param>
internal sealed record CurveFigure(string Title, IReadOnlyList<IReadOnlyList<CurvePoint>> Runs, CurveScale Scale)
{
    /// <summary>The sum of the minimised terms.</summary>
    public static CurveFigure Total(IReadOnlyList<RunCurve> runs) => Of("loss", runs, run => Logged(run, line => line.Loss));

    /// <summary>Each term and watched figure, in the order of the first run that has it.</summary>
    public static IReadOnlyList<CurveFigure> Terms(IReadOnlyList<RunCurve> runs) =>
        [.. runs.SelectMany(run => run.Lines).SelectMany(line => line.Terms.Keys).Distinct(StringComparer.Ordinal)
            .Select(name => Of(name, runs, run => Logged(run, line => line.Terms.TryGetValue(name, out double value) ? value : double.NaN)))];

    /// <summary>What was measured on a few key frames in between.</summary>
    public static IReadOnlyList<CurveFigure> Previews(IReadOnlyList<RunCurve> runs) =>
        [.. runs.SelectMany(run => run.Previews).SelectMany(line => line.Figures.Keys).Distinct(StringComparer.Ordinal)
            .Select(name => Of(name, runs, run => run.Previews.Select(line => (line.Step, line.Figures.TryGetValue(name, out double value) ? value : double.NaN)), linear: true))];

    /// <summary>What tells how well the run goes, not what it learns.</summary>
    public static IReadOnlyList<CurveFigure> Course(IReadOnlyList<RunCurve> runs) =>
    [
        Of("gradient norm", runs, run => Logged(run, line => line.GradientNorm)),
        Of("learning rate", runs, run => Logged(run, line => line.LearningRate), linear: true),
        Of("samples per second", runs, run => Logged(run, line => line.SamplesPerSecond), linear: true),
    ];

    /// <summary>The smoothed value at the end of a run; null where it has none.</summary>
    public double? Last(int run) => Runs[run] is [.., var last] ? last.Smooth : null;

    private static CurveFigure Of(string title, IReadOnlyList<RunCurve> runs, Func<RunCurve, IEnumerable<(int, double)>> values, bool linear = false)
    {
        IReadOnlyList<CurvePoint>[] series = [.. runs.Select(run => CurveSeries.Of(values(run)))];
        return new(title, series, CurveScale.Of(series, linear));
    }

    private static IEnumerable<(int, double)> Logged(RunCurve run, Func<LossLine, double> value) => run.Lines.Select(line => (line.Step, value(line)));
}
