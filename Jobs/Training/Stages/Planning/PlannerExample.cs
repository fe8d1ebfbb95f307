using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Planning;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>A key frame as the planner learns from it: what is seen of it lies in the <see cref="QueryCache"/>.</summary>
/// <param name="Index">Its place in the data set.</param>
/// <param name="Mirror">Whether everything is mirrored.</param>
/// <param name="Ego">The car's state.</param>
/// <param name="Command">The route's command.</param>
/// <param name="Driven">What was driven.</param>
/// <param name="Steps">How many of its steps are recorded.</param>
/// <param name="Location">Where it was taken; null where that is not known, and in the mirrored world.</param>
internal sealed record PlannerExample(int Index, bool Mirror, EgoState? Ego, Command? Command, Trajectory Driven, int Steps, string? Location)
{
    /// <summary>A sample of the loader, which is mirrored already where it is to be.</summary>
    public static PlannerExample Of(TrainingSample sample) => Of(sample.Draw.Index, sample.Now, sample.Jitter.Mirror);

    /// <summary>A key frame of a data set, in the mirrored world or as it was.</summary>
    public static PlannerExample Drawn(int index, Keyframe keyframe, bool mirror) => Of(index, mirror ? MirrorAugmentation.Apply(keyframe) : keyframe, mirror);

    /// <summary>What a planner is to learn from examples. Nearest is the anchor among the command's: a plan is chosen among those, and each command has one at standstill.</summary>
    public static PlannerTarget Target(IReadOnlyList<PlannerExample> examples, AnchorSet anchors, Device device) => new(
        [.. examples.Select(example => (long)anchors.Nearest(example.Driven, example.Command))],
        tensor([.. examples.SelectMany(example => DisplacementNormalisation.ToDisplacements(example.Driven))], [examples.Count, Trajectory.Steps, 2], device: device),
        tensor(
            [.. examples.SelectMany(example => Enumerable.Range(0, Trajectory.Steps).Select(t => t < example.Steps ? 1f : 0f))],
            [examples.Count, Trajectory.Steps], device: device));

    private static PlannerExample Of(int index, Keyframe seen, bool mirror) => new(index, mirror, seen.Frame.Ego, seen.Frame.Command, seen.Future!, seen.FutureSteps, seen.Frame.Location);
}
