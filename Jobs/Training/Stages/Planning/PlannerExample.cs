using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Datasets.Loading;

namespace VoxPilot.Jobs.Training;

/// <summary>A key frame as the planner learns from it: what is seen of it lies in the <see cref="QueryCache"/>.</summary>
/// <param name="Index">Its place in the data set.</param>
/// <param name="Mirror">Whether everything is mirrored.</param>
/// <param name="Ego">The car's state.</param>
/// <param name="Command">The route's command.</param>
/// <param name="Driven">What was driven.</param>
/// <param name="Steps">How many of its steps are recorded.</param>
internal sealed record PlannerExample(int Index, bool Mirror, EgoState? Ego, Command? Command, Trajectory Driven, int Steps)
{
    /// <summary>A sample of the loader, which is mirrored already where it is to be.</summary>
    public static PlannerExample Of(TrainingSample sample) => Of(sample.Draw.Index, sample.Now, sample.Jitter.Mirror);

    /// <summary>A key frame of a data set, in the mirrored world or as it was.</summary>
    public static PlannerExample Drawn(int index, Keyframe keyframe, bool mirror) => Of(index, mirror ? MirrorAugmentation.Apply(keyframe) : keyframe, mirror);

    private static PlannerExample Of(int index, Keyframe seen, bool mirror) => new(index, mirror, seen.Frame.Ego, seen.Frame.Command, seen.Future!, seen.FutureSteps);
}
