using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Planning;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>What was driven after each key frame of a data set: anchors come of it, and how often a key frame is drawn.</summary>
internal sealed class DrivenPaths
{
    // metres; what a car that stands needs of an anchor (spec/sparseoccvla.md §8.1)
    private const double StandstillReach = 0.2;

    private readonly Keyframe[] keyframes;

    private DrivenPaths(Keyframe[] keyframes) => this.keyframes = keyframes;

    /// <summary>Reads poses alone.</summary>
    /// <exception cref="DatasetException">A file is missing or damaged.</exception>
    public static DrivenPaths Read(IDriveDataset data, CancellationToken cancellation)
    {
        Keyframe[] keyframes = new Keyframe[data.Count];
        Reading.Each(data.Count, i => keyframes[i] = data.Read(i, KeyframeParts.CanBus), cancellation);
        return new(keyframes);
    }

    /// <summary>
    /// How often each key frame comes per epoch. Those without six recorded steps are left out, and so is the first of a scene where there is no
    /// CAN bus: its speed is that of the step ahead, which is a look into the future.
    /// </summary>
    /// <exception cref="TrainingException">None is left.</exception>
    public IReadOnlyList<double> Weights(ManoeuvreWeights weights)
    {
        double[] each = [.. keyframes.Select(k => IsLesson(k) ? weights.Of(Manoeuvres.Of(k.Frame.Ego, k.Future!)) : 0)];
        return each.Any(w => w > 0)
            ? each
            : throw new TrainingException($"None of the {each.Length} key frames has an ego state and six recorded steps of its future; planning is learnt from those.");
    }

    /// <summary>Key frames by chance, from torch's own generator, which the loop seeds by run and step.</summary>
    /// <param name="weights">How often each key frame comes.</param>
    /// <param name="mirrorProbability">Share of the mirrored world.</param>
    /// <param name="count">How many.</param>
    public IReadOnlyList<PlannerExample> Draw(IReadOnlyList<double> weights, double mirrorProbability, int count)
    {
        if (count == 0)
        {
            return [];
        }
        double[] upTo = new double[weights.Count];
        double sum = 0;
        for (int i = 0; i < upTo.Length; i++)
        {
            upTo[i] = sum += weights[i];
        }
        float[] shares = [.. rand(count, 2).Span<float>()];
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                int found = Array.BinarySearch(upTo, shares[2 * i] * sum);
                int index = Math.Min(found < 0 ? ~found : found + 1, upTo.Length - 1); // the first that lies above
                return PlannerExample.Drawn(index, keyframes[index], shares[2 * i + 1] < mirrorProbability);
            }),
        ];
    }

    /// <summary>Anchors of each command, of what was driven in the world and in its mirror image.</summary>
    /// <param name="seed">Seed of the clustering.</param>
    /// <param name="count">Anchors in all.</param>
    /// <exception cref="InvalidInputException">A command has too few paths.</exception>
    public AnchorSet Anchors(ulong seed, int count) => AnchorClustering.Cluster(
        keyframes.Where(k => IsLesson(k) && k.Frame.Command is not null)
            .Select(k => (Command: k.Frame.Command!.Value, Path: k.Future!))
            .SelectMany(d => new[] { d, (WorldMirror.Of(d.Command), WorldMirror.Of(d.Path)) }),
        seed, count);

    /// <summary>Refuses anchors none of which, for some command, is near to standing still.</summary>
    /// <exception cref="TrainingException">There is none within 0.2 m.</exception>
    public static void RequireStandstill(AnchorSet anchors)
    {
        foreach (Command command in Enum.GetValues<Command>())
        {
            double nearest = AnchorSet.MeanDistance(anchors.Anchors[anchors.Nearest(Trajectory.Standstill, command)].Trajectory, Trajectory.Standstill);
            if (nearest > StandstillReach)
            {
                throw new TrainingException(FormattableString.Invariant(
                    $"The anchor of command {command} that is nearest to standing still is {nearest:0.00} m away from it; a car that waits needs one within {StandstillReach} m. Cluster the anchors anew."));
            }
        }
    }

    private static bool IsLesson(Keyframe keyframe) =>
        keyframe is { FutureSteps: Trajectory.Steps, Future: not null, Frame.Ego: { } ego } && (ego.History.Count > 0 || keyframe.CanBus is not null);
}
