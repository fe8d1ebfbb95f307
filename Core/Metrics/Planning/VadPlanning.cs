using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// VAD's and ST-P3's "TemAvg" (metric_stp3.py; spec §10.4): the mean of all steps up to the instant; vehicles and people that are annotated now, on the
/// 0.5 m grid, in the LiDAR frame; the car is never turned. Key frames with six recorded steps count (fut_valid_flag, 5,119 of nuScenes' 6,019).
/// </summary>
public sealed class VadPlanning : IPlanningConvention
{
    private readonly BevRaster raster = new(HalfMetreGrid.Size);
    private readonly PolygonFill fill = new();
    private readonly StepScores scores = new();
    private readonly HorizonMeans l2 = new(), box = new(), point = new();

    /// <inheritdoc/>
    public string Id => "vad";

    /// <inheritdoc/>
    public string Title => "ST-P3/VAD (TemAvg)";

    /// <inheritdoc/>
    public string Population => "six recorded steps (fut_valid_flag)";

    /// <inheritdoc/>
    public IReadOnlyList<PlanningRow> Rows =>
    [
        .. l2.Rows("l2", "L2", "m", this, "mean error of all steps up to the instant"),
        .. box.Rows("collision", "Collision", "%", this, "obj_box_col: mean rate of all steps up to the instant; vehicles and people; 0.5 m grid; car not turned; steps where the true car collides count as free"),
        .. point.Rows("collision-point", "Collision of the point", "%", this, "obj_col as VAD computes it, at cells 25 m off (-bx/2); kept for comparison only"),
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
            point.Reach(scene);
            return;
        }
        scores.SetL2(one);
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            raster.Clear();
            foreach (PlanningAgent agent in one.Agents[t])
            {
                if (agent.Followed && (agent.IsVehicle || agent.IsHuman))
                {
                    Draw(raster, fill, LidarFrame.Box(agent.Box, one.LidarForward));
                }
            }
            (bool truth, bool hit, bool inside) = Contact(raster, LidarFrame.Displacement(one.Plan.Points[t]), LidarFrame.Displacement(one.Truth.Points[t]));
            scores.SetContact(t, truth, hit, inside);
        }
        Add(scene, scores);
    }

    internal void Add(int scene, StepScores steps)
    {
        l2.AddMean(scene, steps.L2);
        box.AddMean(scene, steps.Box);
        point.AddMean(scene, steps.Point);
    }

    // A box of the LiDAR frame; row 0 is the farthest forward.
    internal static void Draw(BevRaster raster, PolygonFill fill, OrientedBox box) =>
        HalfMetreGrid.FillAgent(raster, fill, box.Center.X, -box.Center.Y, -box.Yaw, box.Size.X, box.Size.Y);

    internal static (bool Truth, bool Box, bool Point) Contact(BevRaster raster, (double Right, double Forward) plan, (double Right, double Forward) truth) =>
        (HalfMetreGrid.TouchesFromTop(raster, (float)truth.Forward, (float)truth.Right),
        HalfMetreGrid.TouchesFromTop(raster, (float)plan.Forward, (float)plan.Right),
        HalfMetreGrid.TouchesPointFromTop(raster, (float)plan.Forward, (float)plan.Right));
}
