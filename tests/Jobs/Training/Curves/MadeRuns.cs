using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training;

/// <summary>Made-up runs: losses that fall with noise.</summary>
internal static class MadeRuns
{
    /// <summary>Names of the terms.</summary>
    public static IReadOnlyList<string> Terms { get; } = ["pts.0", "pts.1", "cls.0", "cls.1", "distil", "accuracy"];

    /// <summary>A run's folder with a log.</summary>
    public static RunFolder Folder(string parent, string name, int lines = 400, int seed = 1)
    {
        RunFolder folder = new(Path.Combine(parent, name));
        Directory.CreateDirectory(folder.Path);
        File.WriteAllLines(folder.Losses, []);
        LossLog log = new(folder.Losses);
        Random random = new(seed);
        for (int i = 1; i <= lines; i++)
        {
            log.Append(Line(10 * i, random));
        }
        return folder;
    }

    /// <summary>Adds figures of previews to a run.</summary>
    public static void Measure(RunFolder folder, int lines) => File.WriteAllLines(
        folder.PreviewFigures, Enumerable.Range(1, lines).Select(i => FormattableString.Invariant($"{{\"step\":{500 * i},\"figures\":{{\"miou_camera\":{30 * (1 - Math.Exp(-i / 3.0))},\"iou_camera\":{50 * (1 - Math.Exp(-i / 2.0))}}}}}")));

    /// <summary>A line of a log.</summary>
    public static LossLine Line(int step, Random? random = null)
    {
        double fall = Math.Exp(-step / 900.0) + 0.05, noise = 1 + 0.35 * ((random?.NextDouble() ?? 0.5) - 0.5);
        Dictionary<string, double> terms = Terms.ToDictionary(
            name => name, name => name == "accuracy" ? 80 - 60 * fall * noise : fall * noise * (1 + Math.Abs(name[^1] - '0') % 5));
        return new()
        {
            Step = step,
            Epoch = step / 500,
            Seconds = 0.4 * step,
            LearningRate = 2e-4 * Math.Min(1, step / 500.0) * (1 + Math.Cos(Math.PI * step / 4000)) / 2,
            GradientNorm = 3 * fall * noise,
            SamplesPerSecond = 4.8 * noise,
            Shares = new Dictionary<string, double> { ["data"] = 0.03, ["forward"] = 0.41, ["backward"] = 0.5, ["optimiser"] = 0.06 },
            Loss = terms.Where(term => term.Key != "accuracy").Sum(term => term.Value),
            Terms = terms,
        };
    }
}
