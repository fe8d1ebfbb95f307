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
    public static PlannerExample Of(TrainingSample sample) =>
        new(sample.Draw.Index, sample.Jitter.Mirror, sample.Now.Frame.Ego, sample.Now.Frame.Command, sample.Now.Future!, sample.Now.FutureSteps);

    /// <summary>A key frame of a data set.</summary>
    public static PlannerExample Of(int index, Keyframe keyframe, bool mirror) => mirror
        ? new(index, true, keyframe.Frame.Ego is { } ego ? WorldMirror.Of(ego) : null, keyframe.Frame.Command is { } command ? WorldMirror.Of(command) : null, WorldMirror.Of(keyframe.Future!), keyframe.FutureSteps)
        : new(index, false, keyframe.Frame.Ego, keyframe.Frame.Command, keyframe.Future!, keyframe.FutureSteps);
}
