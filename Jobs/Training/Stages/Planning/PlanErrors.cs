using VoxPilot.Core;

namespace VoxPilot.Jobs.Training;

/// <summary>How far drafted plans are from what was driven, over some scenes.</summary>
internal sealed class PlanErrors
{
    private double mean, last;
    private int right, count;

    /// <summary>Figures by name: share of scenes whose nearest anchor was chosen; L2 over six steps and at 3 s, metres.</summary>
    public IReadOnlyDictionary<string, double> Figures => new Dictionary<string, double>
    {
        ["score.accuracy"] = (double)right / Math.Max(1, count),
        ["l2.mean"] = mean / Math.Max(1, count),
        ["l2.3s"] = last / Math.Max(1, count),
    };

    /// <summary>Counts a scene.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="driven">What was driven.</param>
    /// <param name="nearest">The command's anchor nearest to it.</param>
    public void Add(DraftedPlan plan, Trajectory driven, int nearest)
    {
        mean += Planning.AnchorSet.MeanDistance(plan.Trajectory, driven);
        (double X, double Y) end = plan.Trajectory.Points[^1], truth = driven.Points[^1];
        last += Math.Sqrt((end.X - truth.X) * (end.X - truth.X) + (end.Y - truth.Y) * (end.Y - truth.Y));
        right += plan.Chosen == nearest ? 1 : 0;
        count++;
    }
}
