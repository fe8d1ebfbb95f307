using VoxPilot.Core.Datasets;
using VoxPilot.Core.Metrics;
using VoxPilot.Core.Metrics.Captions;
using VoxPilot.Core.Metrics.Planning;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Makes the tasks of an evaluation; one that cannot be done only says why.</summary>
internal static class TaskList
{
    /// <summary>The tasks that were asked for, in the order of the report.</summary>
    public static IReadOnlyList<IEvaluationTask> Create(EvaluationOptions options, NuScenesDataset dataset, IPredictor predictor, BaselineSet baselines) =>
        [.. options.Tasks.Select(task => predictor.Absence(task) is { } reason ? new AbsentTask(task, reason) : Create(task, options, dataset, baselines))];

    private static IEvaluationTask Create(EvaluationTask task, EvaluationOptions options, NuScenesDataset dataset, BaselineSet baselines) => task switch
    {
        EvaluationTask.Occupancy => new OccupancyTask(baselines),
        EvaluationTask.Forecast => new ForecastTask(baselines),
        EvaluationTask.Detection => new DetectionTask(dataset),
        EvaluationTask.Planning => new PlanningTask(new PlanningCases(dataset, new DrivableMaps(dataset.Folder)), baselines, options.IgnoreEgo),
        EvaluationTask.Calibration => new CalibrationTask(),
        EvaluationTask.Captions => new CaptionsTask(baselines, WordNet.Find()),
        EvaluationTask.Questions => new QuestionsTask(baselines),
        _ => new ViewsTask(),
    };

    /// <summary>A task that cannot be done.</summary>
    private sealed class AbsentTask(EvaluationTask task, string reason) : IEvaluationTask
    {
        public EvaluationTask Task => task;

        public void Add(EvaluationKeyframe keyframe, KeyframePrediction prediction)
        {
        }

        public ReportSection Close(SceneBootstrap bootstrap) => new()
        {
            Id = EvaluationTasks.Name(task),
            Title = char.ToUpperInvariant(EvaluationTasks.Name(task)[0]) + EvaluationTasks.Name(task)[1..],
            About = "Not measured.",
            Absent = reason,
        };
    }
}
