using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// SparseDrive's evaluation, which DiffusionDrive uses on nuScenes (planning_eval.py; spec §10.4): the mean of all steps up to the instant; all
/// annotated boxes, whatever their class, as exact rectangles; the car is turned by central differences of its path, and stands straight where the
/// path's first and last point lie less than 0.5 m apart. Key frames with complete truth count.
/// </summary>
public sealed class SparseDrivePlanning : IPlanningConvention
{
    // Below this a path has no direction, metres.
    private const double ShortestPath = 0.5;

    private readonly StepScores scores = new();
    private readonly HorizonMeans l2 = new(), box = new(), truthBox = new();
    private readonly double[] planHeadings = new double[Trajectory.Steps], truthHeadings = new double[Trajectory.Steps];

    /// <inheritdoc/>
    public string Id => "sparsedrive";

    /// <inheritdoc/>
    public string Title => "SparseDrive/DiffusionDrive (nuScenes)";

    /// <inheritdoc/>
    public string Population => "complete truth (six recorded steps)";

    /// <inheritdoc/>
    public IReadOnlyList<PlanningRow> Rows =>
    [
        .. l2.Rows("l2", "L2", "m", this, "mean error of all steps up to the instant"),
        .. box.Rows("collision", "Collision", "%", this, "obj_box_col: mean rate of all steps up to the instant; all boxes; exact rectangles; car turned along its path; steps where the true car collides count as free"),
        .. truthBox.Rows("collision-truth", "Collision of the true car", "%", this, "SparseDrive's column obj_col, which counts collisions of the recorded path, not of the plan"),
    ];

    /// <inheritdoc/>
    public bool Counts(PlanningCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.IsComplete;
    }

    /// <inheritdoc/>
    public void Add(int scene, PlanningCase one)
    {
        if (!Counts(one))
        {
            l2.Reach(scene);
            box.Reach(scene);
            truthBox.Reach(scene);
            return;
        }
        scores.SetL2(one);
        Headings(one.Plan, planHeadings);
        Headings(one.Truth, truthHeadings);
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            bool truth = Touches(one, one.Truth, truthHeadings, t), plan = Touches(one, one.Plan, planHeadings, t);
            scores.SetContact(t, truth, plan, point: false);
            scores.Point[t] = truth ? StepScores.Hit : 0;
        }
        l2.AddMean(scene, scores.L2);
        box.AddMean(scene, scores.Box);
        truthBox.AddMean(scene, scores.Point);
    }

    /// <summary>Headings of a path: between the neighbours of each point, the start included; at the last point from the one before.</summary>
    internal static void Headings(Trajectory path, Span<double> headings)
    {
        IReadOnlyList<(double X, double Y)> points = path.Points;
        if (Distance(points[0], points[^1]) < ShortestPath)
        {
            headings.Clear();
            return;
        }
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            (double X, double Y) before = t == 0 ? default : points[t - 1], after = points[Math.Min(t + 1, Trajectory.Steps - 1)];
            headings[t] = Math.Atan2(after.Y - before.Y, after.X - before.X);
        }
    }

    // The path is that of the LiDAR, which stands forward of the ego frame's origin by as much at every step.
    private static bool Touches(PlanningCase one, Trajectory path, double[] headings, int step)
    {
        (double X, double Y) at = path.Points[step];
        double heading = headings[step];
        Vector2D centre = new(
            at.X + one.LidarForward + HalfMetreGrid.EgoForward * Math.Cos(heading),
            at.Y + HalfMetreGrid.EgoForward * Math.Sin(heading));
        foreach (PlanningAgent agent in one.Agents[step])
        {
            OrientedBox other = agent.Box;
            if (agent.LidarPoints > 0 && RectangleContact.Touch(
                centre, heading, HalfMetreGrid.EgoLength, HalfMetreGrid.EgoWidth, new(other.Center.X, other.Center.Y), other.Yaw, other.Size.X, other.Size.Y))
            {
                return true;
            }
        }
        return false;
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));
}
