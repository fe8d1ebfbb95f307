using VoxPilot.Core;
using VoxPilot.Core.Metrics;
using VoxPilot.Core.Metrics.Planning;
using VoxPilot.Jobs.Baselines;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Open-loop planning in the field's five conventions and VoxPilot's own measures, beside planners that do not look.</summary>
internal sealed class PlanningTask : IEvaluationTask
{
    private const string RecordedId = "recorded";

    private readonly BaselineSet baselines;
    private readonly PlanningCases cases;
    private readonly bool ignoreEgo;
    private readonly IReadOnlyList<IPlanningConvention> pack = PlanningConventions.All(), recorded = PlanningConventions.All();
    private readonly IReadOnlyList<(IPlanBaseline Planner, IReadOnlyList<IPlanningConvention> Scores)> beside;

    public PlanningTask(PlanningCases cases, BaselineSet baselines, bool ignoreEgo)
    {
        (this.cases, this.baselines, this.ignoreEgo) = (cases, baselines, ignoreEgo);
        beside = [.. baselines.Planners.Select(planner => (planner, PlanningConventions.All()))];
    }

    private static IReadOnlyList<ReportBaseline> Recorded { get; } =
        [new(RecordedId, "Recorded way", "What the car did: no baseline, but what a convention makes of the truth itself. OmniDrive's boundary rate moves the turned box straight ahead instead of around the axle, so that even the truth leaves the road.", Bound: true)];

    /// <inheritdoc/>
    public EvaluationTask Task => EvaluationTask.Planning;

    /// <inheritdoc/>
    public void Add(EvaluationKeyframe keyframe, KeyframePrediction prediction)
    {
        if (prediction.Plan is not { } plan)
        {
            return;
        }
        PlanningCase one = cases.Of(keyframe.Index, plan);
        EgoState? ego = ignoreEgo ? null : one.Ego;
        List<(IReadOnlyList<IPlanningConvention> Scores, Trajectory Plan)> all = [(pack, plan), .. beside.Select(b => (b.Scores, b.Planner.Plan(ego, one.Command)))];
        if (baselines.Measured)
        {
            all.Add((recorded, one.Truth));
        }
        Parallel.ForEach(all, scored =>
        {
            PlanningCase its = one with { Plan = scored.Plan };
            foreach (IPlanningConvention convention in scored.Scores)
            {
                convention.Add(keyframe.Scene, its);
            }
        });
    }

    /// <inheritdoc/>
    public ReportSection Close(SceneBootstrap bootstrap)
    {
        SectionRows rows = new(bootstrap);
        for (int c = 0; c < pack.Count; c++)
        {
            foreach (PlanningRow row in pack[c].Rows)
            {
                (rows.Group, rows.Convention, rows.Population) = (pack[c].Title, row.Convention, row.Population);
                (string, ISceneMeasure?)[] others = [.. beside.Select(b => (b.Planner.Id, b.Scores)).Append((RecordedId, recorded)).Select(b => (b.Item1, b.Item2[c].Rows.FirstOrDefault(r => r.Id == row.Id)?.Measure))];
                rows.Add(row.Id, row.Title, row.Unit, row.HigherIsBetter, row.Measure, others);
            }
        }
        return new()
        {
            Id = EvaluationTasks.Name(Task),
            Title = "Planning, open loop",
            About = "The planned trajectory against the recorded one, against the recorded road users and against the drivable area. The conventions differ in which key frames count, in what an average is and in what a collision is: never compare figures of two of them.",
            Absent = rows.Rows.Count == 0 ? "No measured key frame has a recorded future." : null,
            Measures = rows.Rows,
            Baselines = [.. baselines.Columns([.. BaselineSet.PlannerIds]), .. baselines.Measured ? Recorded : []],
        };
    }
}
