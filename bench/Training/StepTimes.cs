using VoxPilot.Jobs.Training;

namespace VoxPilot.Bench.Training;

/// <summary>What the steps of a run cost.</summary>
/// <param name="SamplesPerSecond">Samples per second, all steps together.</param>
/// <param name="Parts">Milliseconds for each sample by part: data, forward, backward, optimiser.</param>
internal sealed record StepTimes(double SamplesPerSecond, IReadOnlyList<(string Name, double Milliseconds)> Parts)
{
    /// <summary>From a log with a line for each step.</summary>
    public static StepTimes Of(IReadOnlyList<LossLine> lines)
    {
        // Each line has as many samples, so that seconds for each sample are averaged, not samples per second.
        double seconds = lines.Average(line => 1 / line.SamplesPerSecond);
        return new(1 / seconds, [.. lines[0].Shares.Keys.Select(part => (part, 1000 * lines.Average(line => line.Shares[part] / line.SamplesPerSecond)))]);
    }
}
