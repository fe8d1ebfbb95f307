using VoxPilot.Core;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Baselines;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Semantic occupancy now, beside the per-voxel prior and the ceiling of the pack's own number of points.</summary>
internal sealed class OccupancyTask(BaselineSet baselines) : IEvaluationTask
{
    private const string ByClass = "by class";

    private readonly PointCeiling? points = baselines.Ceiling?.Invoke(PointCeilingAim.MeanIoU), iouPoints = baselines.Ceiling?.Invoke(PointCeilingAim.IoU);
    private readonly OccupancyMeasures pack = new(), prior = new(), iouPrior = new(), ceiling = new(), iouCeiling = new();

    /// <inheritdoc/>
    public EvaluationTask Task => EvaluationTask.Occupancy;

    /// <inheritdoc/>
    public void Add(EvaluationKeyframe keyframe, KeyframePrediction prediction)
    {
        if (keyframe.Keyframe.Occupancy is not { } truth || prediction.Now is not { } now)
        {
            return;
        }
        Vector3D[] origins = [.. keyframe.LidarOrigins];
        Parallel.Invoke(
            () => Add(pack, keyframe.Scene, now, truth, origins),
            () => Add(prior, keyframe.Scene, baselines.Prior?.Grid, truth, origins),
            () => Add(iouPrior, keyframe.Scene, baselines.Prior?.MostFrequent, truth, []),
            () => Add(ceiling, keyframe.Scene, points?.Through(truth.Grid), truth, origins),
            () => Add(iouCeiling, keyframe.Scene, iouPoints?.Through(truth.Grid), truth, []));
    }

    /// <inheritdoc/>
    public ReportSection Close(SceneBootstrap bootstrap)
    {
        SectionRows rows = new(bootstrap) { Population = "key frames with occupancy" };
        // How the ceiling spends its points decides how single classes fare: it has no figure of them.
        MeasureRow[] most = [.. ceiling.List().Where(m => !BaselineSet.IsIou(m) && !m.Group.EndsWith(ByClass, StringComparison.Ordinal)), .. iouCeiling.List().Where(BaselineSet.IsIou)];
        MeasureRow[] least = [.. prior.List().Where(m => !BaselineSet.IsIou(m)), .. iouPrior.List().Where(BaselineSet.IsIou)];
        rows.Add(pack.List(), [(VoxelPrior.Id, least), (PointCeiling.Id, most)]);
        return new()
        {
            Id = EvaluationTasks.Name(Task),
            Title = "Occupancy now",
            About = "The predicted grid against Occ3D's labels of the same key frame, voxel by voxel and along the LiDAR's rays.",
            Absent = pack.Count == 0 ? "The data set has no occupancy." : null,
            Measures = rows.Rows,
            Baselines = baselines.Columns(VoxelPrior.Id, PointCeiling.Id),
        };
    }

    private static void Add(OccupancyMeasures measures, int scene, OccupancyGrid? grid, Occ3DLabels truth, Vector3D[] origins)
    {
        if (grid is not null)
        {
            measures.Add(scene, grid.Labels, truth.Grid.Labels, truth.MaskCamera, origins);
        }
    }
}
