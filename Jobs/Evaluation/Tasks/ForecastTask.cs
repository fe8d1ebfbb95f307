using VoxPilot.Core;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Metrics;
using VoxPilot.Driving;
using VoxPilot.Jobs.Baselines;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>
/// Semantic occupancy 1, 2 and 3 s ahead (spec/sparseoccvla.md §7.3, §7.4): along the predictor's own motion and along the true one, over all
/// key frames with truth and over OccWorld's, beside copy-and-move, the per-voxel prior and the ceiling.
/// </summary>
internal sealed class ForecastTask : IEvaluationTask
{
    private const int Horizons = 3;
    private const int OccWorldSteps = 12; // OccWorld's rule: a key frame counts that has so many after it

    private readonly BaselineSet baselines;
    private readonly PointCeiling?[] points; // one for each instant
    private readonly Mode own, oracle, occWorld;

    public ForecastTask(BaselineSet baselines)
    {
        this.baselines = baselines;
        points = [.. Enumerable.Range(0, Horizons).Select(_ => baselines.ForecastCeiling?.Invoke())];
        own = new("forecast.self", "Along its own motion (self-ego)", "key frames with truth at the instant", baselines.Prior);
        oracle = new("forecast.oracle", "Along the true motion (oracle-ego)", "key frames with three recorded seconds", baselines.Prior);
        occWorld = new("forecast.self_occworld", "Along its own motion, OccWorld's key frames", $"key frames with {OccWorldSteps} more after them (4,219 of nuScenes' val)", baselines.Prior);
    }

    /// <inheritdoc/>
    public EvaluationTask Task => EvaluationTask.Forecast;

    /// <inheritdoc/>
    public void Add(EvaluationKeyframe keyframe, KeyframePrediction prediction)
    {
        if (prediction.Ahead is not { } ahead)
        {
            return;
        }
        IReadOnlyList<FutureMotion>? planned = prediction.Plan is { } plan ? MotionCode.FromTrajectory(plan) : null;
        bool enough = keyframe.Keyframe.Index + OccWorldSteps < keyframe.SceneLength;
        Parallel.For(0, ahead.Count, i =>
        {
            if (keyframe.Ahead[i] is not { } truth)
            {
                return;
            }
            OccupancyGrid? ceiling = points[i]?.Through(truth.Grid), moved = Move(prediction.Now, planned, i);
            own.Add(keyframe.Scene, i, truth, ahead[i], moved, ceiling);
            if (enough)
            {
                occWorld.Add(keyframe.Scene, i, truth, ahead[i], moved, ceiling);
            }
            if (prediction.AheadAlongTruth is { } along)
            {
                oracle.Add(keyframe.Scene, i, truth, along[i], Move(prediction.Now, keyframe.Motion, i), ceiling);
            }
        });
    }

    /// <inheritdoc/>
    public ReportSection Close(SceneBootstrap bootstrap)
    {
        SectionRows rows = new(bootstrap);
        foreach (Mode mode in (Mode[])[own, oracle, occWorld])
        {
            mode.AddTo(rows);
        }
        return new()
        {
            Id = EvaluationTasks.Name(Task),
            Title = "Occupancy ahead",
            About = "The forecast grids at 1, 2 and 3 s, each in the ego frame of its instant, against Occ3D's labels of the key frame at that instant.",
            Absent = rows.Rows.Count == 0 ? "The data set has no occupancy ahead of any measured key frame." : null,
            Measures = rows.Rows,
            Baselines = baselines.Columns(CopyAndMove.Id, VoxelPrior.Id, PointCeiling.Id),
        };
    }

    private OccupancyGrid? Move(OccupancyGrid? now, IReadOnlyList<FutureMotion>? motion, int horizon) =>
        baselines.Measured && now is not null && motion is not null ? CopyAndMove.Move(now, motion[horizon]) : null;

    /// <summary>One motion over one population. Horizons may be added at once: each has counts of its own.</summary>
    private sealed class Mode(string prefix, string title, string population, VoxelPrior? known)
    {
        private readonly OccupancyForecast pack = new(), copied = new(), prior = new(), iouPrior = new(), ceiling = new();

        public void Add(int scene, int horizon, Occ3DLabels truth, OccupancyGrid forecast, OccupancyGrid? moved, OccupancyGrid? most)
        {
            Add(pack, scene, horizon, forecast, truth);
            Add(copied, scene, horizon, moved, truth);
            Add(prior, scene, horizon, known?.Grid, truth);
            Add(iouPrior, scene, horizon, known?.MostFrequent, truth);
            Add(ceiling, scene, horizon, most, truth);
        }

        public void AddTo(SectionRows rows)
        {
            rows.Population = population;
            MeasureRow[] least = [.. prior.List().Where(m => !BaselineSet.IsIou(m)), .. iouPrior.List().Where(BaselineSet.IsIou)];
            MeasureRow[] most = [.. ceiling.List().Where(m => !BaselineSet.IsIou(m))]; // its points are spent on the mean over classes
            rows.Add(pack.List(), [(CopyAndMove.Id, copied.List()), (VoxelPrior.Id, least), (PointCeiling.Id, most)], prefix, title);
        }

        private static void Add(OccupancyForecast counts, int scene, int horizon, OccupancyGrid? forecast, Occ3DLabels truth)
        {
            if (forecast is not null)
            {
                counts.Add(scene, horizon + 1, forecast.Labels, truth.Grid.Labels, []);
            }
        }
    }
}
