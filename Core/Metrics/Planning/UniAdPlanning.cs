namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// UniAD's "NoAvg" (planning_metrics.py; spec §10.4): the value at the instant; vehicles only, on the 0.5 m grid, in the LiDAR frame; the car is never
/// turned. Every key frame counts: a step that is not recorded adds an error and a collision of 0, and the divisor is the number of all key frames.
/// </summary>
public sealed class UniAdPlanning : IPlanningConvention
{
    private readonly BevRaster raster = new(HalfMetreGrid.Size);
    private readonly PolygonFill fill = new();
    private readonly StepScores scores = new();
    private readonly HorizonMeans l2 = new(), box = new(), point = new();

    /// <inheritdoc/>
    public string Id => "uniad";

    /// <inheritdoc/>
    public string Title => "UniAD (NoAvg)";

    /// <inheritdoc/>
    public string Population => "all key frames; steps that are not recorded add 0";

    /// <inheritdoc/>
    public IReadOnlyList<PlanningRow> Rows =>
    [
        .. l2.Rows("l2", "L2", "m", this, "error at the instant"),
        .. box.Rows("collision", "Collision", "%", this, "obj_box_col: rate at the instant; vehicles; 0.5 m grid; car not turned; steps where the true car collides count as free"),
        .. point.Rows("collision-point", "Collision of the point", "%", this, "obj_col: rate at the instant; vehicles; 0.5 m grid; the planned point alone"),
    ];

    /// <inheritdoc/>
    public bool Counts(PlanningCase one) => true;

    /// <inheritdoc/>
    public void Add(int scene, PlanningCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        scores.SetL2(one);
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            raster.Clear();
            Draw(raster, fill, one.Agents[t], one.LidarForward);
            (bool truth, bool hit, bool inside) = Contact(raster, LidarFrame.Displacement(one.Plan.Points[t]), LidarFrame.Displacement(one.Truth.Points[t]));
            // UniAD fills the raster of a step without annotations, so that the true car collides there.
            scores.SetContact(t, truth || t >= one.RecordedSteps, hit, inside);
        }
        Add(scene, scores);
    }

    internal void Add(int scene, StepScores steps)
    {
        l2.AddInstant(scene, steps.L2);
        box.AddInstant(scene, steps.Box);
        point.AddInstant(scene, steps.Point);
    }

    internal static void Draw(BevRaster raster, PolygonFill fill, IReadOnlyList<PlanningAgent> agents, double lidarForward)
    {
        foreach (PlanningAgent agent in agents)
        {
            if (agent.IsDetectionVehicle && agent.LidarPoints > 0)
            {
                Geometry.OrientedBox at = LidarFrame.Box(agent.Box, lidarForward);
                HalfMetreGrid.FillAgent(raster, fill, at.Center.X, at.Center.Y, at.Yaw, at.Size.X, at.Size.Y);
            }
        }
    }

    // Columns grow to the right. UniAD flips x twice, which is not at all.
    internal static (bool Truth, bool Box, bool Point) Contact(BevRaster raster, (double Right, double Forward) plan, (double Right, double Forward) truth) =>
        (HalfMetreGrid.Touches(raster, (float)truth.Forward, (float)truth.Right),
        HalfMetreGrid.Touches(raster, (float)plan.Forward, (float)plan.Right),
        HalfMetreGrid.TouchesPoint(raster, (float)plan.Forward, (float)plan.Right));
}
