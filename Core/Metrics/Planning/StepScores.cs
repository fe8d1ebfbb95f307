namespace VoxPilot.Core.Metrics.Planning;

/// <summary>What a convention finds at each of the six steps of one key frame; made once and filled again for each.</summary>
internal sealed class StepScores
{
    /// <summary>A collision in the unit of the rows, %.</summary>
    public const double Hit = 100;

    /// <summary>Distance between plan and truth, metres.</summary>
    public double[] L2 { get; } = new double[Trajectory.Steps];

    /// <summary>obj_box_col: 100 where the planned car meets something, else 0.</summary>
    public double[] Box { get; } = new double[Trajectory.Steps];

    /// <summary>obj_col: 100 where the planned point does, else 0.</summary>
    public double[] Point { get; } = new double[Trajectory.Steps];

    /// <summary>Sets the collisions of a step. Where the true car collides too, the step counts as free (all conventions do this).</summary>
    public void SetContact(int step, bool truth, bool box, bool point)
    {
        Box[step] = box && !truth ? Hit : 0;
        Point[step] = point && !truth ? Hit : 0;
    }

    /// <summary>Sets the distances of the recorded steps; the others are 0.</summary>
    public void SetL2(PlanningCase one)
    {
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            (double X, double Y) plan = one.Plan.Points[t], truth = one.Truth.Points[t];
            double dx = plan.X - truth.X, dy = plan.Y - truth.Y;
            L2[t] = t < one.RecordedSteps ? Math.Sqrt(dx * dx + dy * dy) : 0;
        }
    }
}
