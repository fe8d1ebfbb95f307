using VoxPilot.Core;
using VoxPilot.Core.Datasets;

namespace VoxPilot.Jobs.Baselines;

/// <summary>Examples from annotated drives.</summary>
public static class DatasetExamples
{
    /// <summary>
    /// One example for each key frame that knows its ego state, where it came from and all six steps of its future, in the data set's
    /// order. The first key frame of a scene is left out: where there is no CAN bus, its speed is that of the step ahead, which is a look
    /// into the future. No picture, box or grid is read.
    /// </summary>
    /// <param name="dataset">The drives.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="DatasetException">A file is missing or damaged.</exception>
    public static IReadOnlyList<EgoExample> Read(IDriveDataset dataset, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        EgoExample?[] examples = new EgoExample?[dataset.Count];
        Reading.Each(dataset.Count, i =>
        {
            Keyframe keyframe = dataset.Read(i, KeyframeParts.None);
            if (keyframe is { FutureSteps: Trajectory.Steps, Future: { } future, Frame.Ego: { History.Count: > 0 } ego })
            {
                examples[i] = new(keyframe.Scene, ego, keyframe.Frame.Command, future);
            }
        }, cancellation);
        return [.. examples.OfType<EgoExample>()];
    }
}
