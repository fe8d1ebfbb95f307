using VoxPilot.Core;

namespace VoxPilot.Jobs.Baselines;

/// <summary>The mean of the true trajectories of the training split under each command; over all of them where the command is unknown or never occurred.</summary>
public sealed class CommandMeanBaseline : IPlanBaseline
{
    private const int Commands = 3;

    private readonly Trajectory[] means = new Trajectory[Commands + 1]; // the last is over all

    private CommandMeanBaseline(float[][] points) => means = [.. points.Select(ToTrajectory)];

    /// <inheritdoc/>
    public string Id => "command-mean";

    /// <inheritdoc/>
    public string Title => "Mean per command";

    /// <inheritdoc/>
    public string About => "The mean true trajectory of the training split under the same command, whatever the car's state.";

    /// <summary>Takes the means.</summary>
    /// <exception cref="ArgumentException">There are no examples.</exception>
    public static CommandMeanBaseline Fit(IReadOnlyList<EgoExample> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        if (examples.Count == 0)
        {
            throw new ArgumentException("There is no example to take a mean of; give key frames with an ego state and six recorded future steps.", nameof(examples));
        }
        double[][] sums = [.. Enumerable.Range(0, Commands + 1).Select(_ => new double[EgoExample.TargetCount])];
        int[] counts = new int[Commands + 1];
        foreach (EgoExample example in examples)
        {
            Add(Commands, example.Target);
            if (example.Command is { } command)
            {
                Add((int)command, example.Target);
            }
        }
        return new([.. sums.Select((_, group) =>
        {
            int from = counts[group] > 0 ? group : Commands;
            return sums[from].Select(sum => (float)(sum / counts[from])).ToArray();
        })]);

        void Add(int group, float[] target)
        {
            counts[group]++;
            for (int i = 0; i < target.Length; i++)
            {
                sums[group][i] += target[i];
            }
        }
    }

    /// <inheritdoc/>
    public Trajectory Plan(EgoState? ego, Command? command) => means[command is { } known ? (int)known : Commands];

    /// <summary>x, y of six steps under right, left, straight and over all: 4 × 12 numbers.</summary>
    internal float[] ToNumbers() => [.. means.SelectMany(mean => mean.Points.SelectMany(p => new[] { (float)p.X, (float)p.Y }))];

    /// <summary>From what <see cref="ToNumbers"/> gave.</summary>
    internal static CommandMeanBaseline FromNumbers(float[] numbers) => numbers.Length == (Commands + 1) * EgoExample.TargetCount
        ? new([.. numbers.Chunk(EgoExample.TargetCount)])
        : throw new InvalidDataException($"Means per command are {(Commands + 1) * EgoExample.TargetCount} numbers; {numbers.Length} were found.");

    private static Trajectory ToTrajectory(float[] points) =>
        new() { Points = [.. Enumerable.Range(0, Trajectory.Steps).Select(i => ((double)points[2 * i], (double)points[2 * i + 1]))] };
}
