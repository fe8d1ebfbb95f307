using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.Planning;

namespace VoxPilot.Api.Contracts;

/// <summary>Plans as the API writes them.</summary>
internal static class PlanMapping
{
    /// <summary>A plan.</summary>
    public static PlanBody ToBody(Plan plan) => new()
    {
        Trajectory = ToBody(plan.Trajectory),
        Anchors = [.. plan.Anchors.Select(anchor => ToBody(anchor.Anchor, anchor.Score) with { Denoised = Points(anchor.Denoised) })],
        Chosen = plan.Chosen,
        Samples = [.. plan.Samples.Select(sample => new PlanSampleBody
        {
            Seed = sample.Seed,
            Chosen = sample.Chosen,
            Trajectory = ToBody(sample.Trajectory),
            Abstained = sample.Abstained,
        })],
        Safety = ToBody(plan.Safety),
        Abstained = plan.Abstained,
        Reason = plan.Reason,
        Reasoning = SceneMapping.NameOf(plan.Pack.Reasoning),
        Baseline = plan.Baseline is null ? null : ToBody(plan.Baseline),
        Difference = plan.Difference is null ? null : ToBody(plan.Difference),
        Pack = SceneMapping.ToBody(plan.Pack),
        Trained = plan.Pack.Trained,
        Seed = plan.Seed,
        Timings = plan.Timings,
    };

    /// <summary>A step on the way to a plan.</summary>
    public static StreamItem ToItem(PlanEvent item) => item switch
    {
        PlanAnchorScores scores => new("anchor_scores", new AnchorScoresBody
        {
            Anchors = [.. scores.Anchors.Zip(scores.Scores, (anchor, score) => ToBody(anchor, score))],
        }),
        PlanDenoiseStep step => new("denoise_step", new DenoiseStepBody
        {
            Step = step.Step,
            Steps = step.Steps,
            Time = step.Time,
            Trajectories = [.. step.Trajectories.Select(Points)],
        }),
        PlanDone done => new("plan", ToBody(done.Plan)),
        _ => throw new ArgumentOutOfRangeException(nameof(item), item, "No such event of a plan."),
    };

    private static AnchorBody ToBody(Anchor anchor, double score) =>
        new() { Command = CommandNames.Of(anchor.Command), Points = Points(anchor.Trajectory), Score = score };

    private static TrajectoryBody ToBody(Trajectory trajectory) =>
        new() { Times = Trajectory.Times, Points = Points(trajectory), Headings = TrajectoryHeadings.Of(trajectory) };

    private static double[][] Points(Trajectory trajectory) => [.. trajectory.Points.Select(point => new[] { point.X, point.Y })];

    private static SafetyBody ToBody(SafetyReport report) => new()
    {
        Ok = report.Ok,
        Collision = report.Collision,
        OffRoad = report.OffRoad,
        Comfort = report.Comfort,
        Checks = [.. report.Checks.Select(check => new SafetyCheckBody
        {
            Name = check.Name,
            Ok = check.Ok,
            Value = check.Value,
            Limit = check.Limit,
            Time = check.Time,
            Place = check.Place is { } place ? [place.X, place.Y] : null,
        })],
    };

    private static DifferenceBody ToBody(PlanDifference difference) => new()
    {
        Distances = difference.Distances,
        Maximum = difference.Maximum,
        Scores = difference.Scores,
        BaselineChosen = difference.BaselineChosen,
        Chosen = difference.Chosen,
        RemovedQueries = difference.RemovedQueries,
    };
}
