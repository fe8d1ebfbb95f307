using VoxPilot.Planning;

namespace VoxPilot.Driving;

/// <summary>Puts together what a caller gets to see of a plan.</summary>
internal static class PlanAssembly
{
    /// <summary>A plan of one view.</summary>
    public static Plan Assemble(PlanOutcome outcome, AnchorSet anchors, PackInfo pack, StageTimings timings)
    {
        PlanDraft draft = outcome.Drafts[0];
        PlanSelection chosen = outcome.Selections[0];
        return new()
        {
            Trajectory = chosen.Trajectory,
            Anchors = [.. draft.Candidates.Select((c, i) => new PlanAnchor(anchors.Anchors[i], (float)c.Score, c.Trajectory))],
            Chosen = chosen.Chosen,
            Samples = [.. outcome.Selections.Select((s, i) => new PlanSample(outcome.Drafts[i].Seed, s.Chosen, s.Trajectory, s.Abstained))],
            Safety = chosen.Safety,
            Abstained = chosen.Abstained,
            Reason = chosen.Reason,
            Seed = outcome.Seed,
            Pack = pack,
            Timings = timings,
        };
    }

    /// <summary>What a change of the scene did.</summary>
    public static PlanDifference Compare(Plan baseline, Plan changed, int removedQueries)
    {
        double[] distances =
        [
            .. baseline.Trajectory.Points.Zip(changed.Trajectory.Points, (a, b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y))),
        ];
        return new()
        {
            Distances = distances,
            Maximum = distances.Max(),
            Scores = [.. baseline.Anchors.Zip(changed.Anchors, (a, b) => b.Score - a.Score)],
            BaselineChosen = baseline.Chosen,
            Chosen = changed.Chosen,
            RemovedQueries = removedQueries,
        };
    }
}
