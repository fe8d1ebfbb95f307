namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// AD-MLP's offline evaluation with ST-P3's metric (spec §10.4): the mean of all steps up to the instant; vehicles and people of every key frame, on the
/// 0.5 m grid of the ego frame; the car is never turned, and its point is placed at the ego frame's origin as ST-P3 places it. Key frames with two
/// others before and six after count (4,819 of nuScenes' 6,019). ST-P3 draws agents in the frame of their own step and moves the raster by whole
/// cells; here they are drawn in the frame of now, so that an outline may differ by a cell.
/// </summary>
public sealed class AdMlpPlanning : IPlanningConvention
{
    /// <summary>Key frames that must lie before.</summary>
    public const int PastKeyframes = 2;

    /// <summary>Coordinates below this are 0 where <see cref="SnapStandstill"/> is set, metres.</summary>
    public const double SnapDistance = 1e-2;

    private readonly BevRaster raster = new(HalfMetreGrid.Size);
    private readonly PolygonFill fill = new();
    private readonly StepScores scores = new();
    private readonly HorizonMeans l2 = new(), box = new(), point = new();

    /// <summary>
    /// Planned coordinates below 1 cm become 0, as AD-MLP recommends: a car that stands is otherwise planned a centimetre off, which can move it by a
    /// whole cell into a neighbour. Report it with and without.
    /// </summary>
    public bool SnapStandstill { get; init; }

    /// <summary>A step after a collision counts as one too, for plan and truth, as in AD-MLP's own copy of the metric; ST-P3 and SparseWorld count each step alone.</summary>
    public bool CollisionsLast { get; init; }

    /// <inheritdoc/>
    public string Id => (SnapStandstill ? "ad-mlp-snapped" : "ad-mlp") + (CollisionsLast ? "-lasting" : "");

    /// <inheritdoc/>
    public string Title => "AD-MLP (offline ST-P3" + (SnapStandstill ? ", |x| < 1 cm is 0" : "") + (CollisionsLast ? ", collisions last" : "") + ")";

    /// <inheritdoc/>
    public string Population => "two key frames before and six after (4,819 rule)";

    /// <inheritdoc/>
    public IReadOnlyList<PlanningRow> Rows =>
    [
        .. l2.Rows("l2", "L2", "m", this, "mean error of all steps up to the instant"),
        .. box.Rows("collision", "Collision", "%", this, "obj_box_col: mean rate of all steps up to the instant; vehicles and people; 0.5 m grid; car not turned; steps where the true car collides count as free"),
        .. point.Rows("collision-point", "Collision of the point", "%", this, "obj_col: the planned point alone"),
    ];

    /// <inheritdoc/>
    public bool Counts(PlanningCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.IsComplete && one.PastKeyframes >= PastKeyframes;
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
        PlanningCase snapped = SnapStandstill ? one with { Plan = new() { Points = [.. one.Plan.Points.Select(p => (Snap(p.X), Snap(p.Y)))] } } : one;
        scores.SetL2(snapped);
        (bool truthBefore, bool hitBefore) = (false, false);
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            raster.Clear();
            Draw(raster, fill, one.Agents[t]);
            (bool truth, bool hit, bool inside) = Contact(raster, StP3Frame.Point(snapped.Plan.Points[t]), StP3Frame.Point(one.Truth.Points[t]));
            (truthBefore, hitBefore) = (truth || CollisionsLast && truthBefore, hit || CollisionsLast && hitBefore);
            scores.SetContact(t, truthBefore, hitBefore, inside);
        }
        Add(scene, scores);
    }

    internal void Add(int scene, StepScores steps)
    {
        l2.AddMean(scene, steps.L2);
        box.AddMean(scene, steps.Box);
        point.AddMean(scene, steps.Point);
    }

    // Columns to the left, rows forward.
    internal static void Draw(BevRaster raster, PolygonFill fill, IReadOnlyList<PlanningAgent> agents)
    {
        foreach (PlanningAgent agent in agents)
        {
            if ((agent.IsVehicle || agent.IsHuman) && agent.Visibility != 1)
            {
                Geometry.OrientedBox at = agent.Box;
                HalfMetreGrid.FillAgent(raster, fill, at.Center.Y, at.Center.X, Math.PI / 2 - at.Yaw, at.Size.X, at.Size.Y);
            }
        }
    }

    internal static (bool Truth, bool Box, bool Point) Contact(BevRaster raster, (double Right, double Forward) plan, (double Right, double Forward) truth) =>
        (HalfMetreGrid.Touches(raster, (float)truth.Forward, -(float)truth.Right),
        HalfMetreGrid.Touches(raster, (float)plan.Forward, -(float)plan.Right),
        HalfMetreGrid.TouchesPoint(raster, (float)plan.Forward, -(float)plan.Right));

    private static double Snap(double metres) => Math.Abs(metres) < SnapDistance ? 0 : metres;
}
