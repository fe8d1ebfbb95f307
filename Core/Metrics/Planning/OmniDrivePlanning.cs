using System.Numerics;
using System.Runtime.InteropServices;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// OmniDrive's and BEV-Planner's evaluation (eval_planning.py; spec §10.4), the one behind SparseOccVLA's table: L2 is the mean of all steps up to the
/// instant; a collision or leaving the road counts if it happens at any step up to the instant; vehicles that are annotated now, on a 0.1 m grid in
/// the ego frame; the car is turned along its path. Key frames with six recorded steps count.
/// </summary>
public sealed class OmniDrivePlanning : IPlanningConvention
{
    // A step shorter than this has no heading, metres.
    private const double ShortestStep = 1;

    private readonly BevRaster raster = new(TenthMetreGrid.Size), drivable = new(TenthMetreGrid.Size), ego = new(TenthMetreGrid.Size);
    private readonly PolygonFill fill = new();
    private readonly StepScores scores = new();
    private readonly double[] outside = new double[Trajectory.Steps];
    private readonly HorizonMeans l2 = new(), box = new(), boundary = new();
    private readonly SceneCount collided = new();

    /// <inheritdoc/>
    public string Id => "omnidrive";

    /// <inheritdoc/>
    public string Title => "OmniDrive/BEV-Planner";

    /// <inheritdoc/>
    public string Population => "six recorded steps (gt_planning_mask)";

    /// <inheritdoc/>
    public IReadOnlyList<PlanningRow> Rows =>
    [
        .. l2.Rows("l2", "L2", "m", this, "mean error of all steps up to the instant"),
        .. box.Rows("collision", "Collision", "%", this, "any step up to the instant; vehicles; 0.1 m grid; car turned along its path; steps where the true car collides count as free"),
        new($"planning.collided.{Id}", "Plans that collide within 3 s", "plans", $"{Title}: how many plans the collision at 3 s counts", Population, collided),
        .. boundary.Rows("boundary", "Leaving the road", "%", this, "any cell of the car off the drivable area at any step up to the instant; key frames where it is outside already count as inside"),
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
        l2.Reach(scene);
        box.Reach(scene);
        collided.Reach(scene);
        boundary.Reach(scene);
        if (!Counts(one))
        {
            return;
        }
        scores.SetL2(one);
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            raster.Clear();
            Draw(raster, fill, one.Agents[t]);
            scores.SetContact(t, Touches(raster, one.Truth, t), Touches(raster, one.Plan, t), point: false);
        }
        l2.AddMean(scene, scores.L2);
        box.AddLargest(scene, scores.Box);
        collided.Add(scene, scores.Box.AsSpan().ContainsAnyExcept(0));
        if (one.DrivableArea is { } areas)
        {
            drivable.Clear();
            TenthMetreGrid.FillDrivable(drivable, fill, areas);
            FindOutside(one.Plan);
            boundary.AddLargest(scene, outside);
        }
    }

    internal static void Draw(BevRaster raster, PolygonFill fill, IReadOnlyList<PlanningAgent> agents)
    {
        foreach (PlanningAgent agent in agents)
        {
            if (agent.IsVehicle && agent.Followed)
            {
                TenthMetreGrid.FillBox(raster, fill, agent.Box.Center.X, agent.Box.Center.Y, agent.Box.Yaw, agent.Box.Size.X, agent.Box.Size.Y);
            }
        }
    }

    // Draws the car at a step of a plan, at -1 where it stands now. Its box does not swing about the ego frame's origin: its middle is moved forward whatever its heading.
    internal static (int First, int Last) DrawEgo(BevRaster raster, PolygonFill fill, Trajectory plan, int step)
    {
        (double X, double Y) at = step < 0 ? default : plan.Points[step], before = step < 1 ? default : plan.Points[step - 1];
        double heading = step < 0 ? 0 : Math.Atan2(at.Y - before.Y, at.X - before.X);
        return TenthMetreGrid.FillBox(raster, fill, at.X + TenthMetreGrid.EgoForward, at.Y, heading, TenthMetreGrid.BoundaryLength, HalfMetreGrid.EgoWidth);
    }

    private static bool Touches(BevRaster raster, Trajectory path, int step)
    {
        (double X, double Y) at = path.Points[step], before = step < 1 ? default : path.Points[step - 1];
        double dx = at.X - before.X, dy = at.Y - before.Y;
        return TenthMetreGrid.Touches(raster, at.X, at.Y, Math.Sqrt(dx * dx + dy * dy) < ShortestStep ? 0 : Math.Atan2(dy, dx));
    }

    private void FindOutside(Trajectory plan)
    {
        bool already = Leaves(plan, -1);
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            outside[t] = !already && Leaves(plan, t) ? StepScores.Hit : 0;
        }
    }

    private bool Leaves(Trajectory plan, int step)
    {
        (int first, int last) = DrawEgo(ego, fill, plan, step);
        bool found = false;
        for (int row = first; row <= last; row++)
        {
            Span<byte> car = ego.Row(row);
            found |= AnyWithout(car, drivable.Row(row));
            car.Clear();
        }
        return found;
    }

    // Whether any cell is filled in the first row and empty in the second; both hold 0 and 1.
    private static bool AnyWithout(ReadOnlySpan<byte> filled, ReadOnlySpan<byte> empty)
    {
        ReadOnlySpan<Vector<byte>> a = MemoryMarshal.Cast<byte, Vector<byte>>(filled), b = MemoryMarshal.Cast<byte, Vector<byte>>(empty);
        Vector<byte> found = Vector<byte>.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            found |= Vector.AndNot(a[i], b[i]);
        }
        bool any = found != Vector<byte>.Zero;
        for (int i = a.Length * Vector<byte>.Count; i < filled.Length; i++)
        {
            any |= filled[i] > empty[i];
        }
        return any;
    }
}
