using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// VoxPilot's own measures beside the field's (spec §10.4): leaving the road by exact polygons, L2 of those key frames that matter (by command, by
/// speed, in turns, where the car turns, stops or yields), and what the plan asks of car and passengers. Never a substitute for a convention's figure.
/// </summary>
public sealed class VoxPilotPlanning : IPlanningConvention
{
    /// <summary>A recorded change of heading beyond this within 3 s is a turn, radians (OmniDrive's ±20°).</summary>
    public const double TurnAngle = 20 * Math.PI / 180;

    private const string Average = "mean error of the six steps";
    private const string ManoeuvreRule = "the recorded way turns by 20° or 2 m sideways, comes to rest, or else slows by 2 m/s or sets off to 2 m/s, within 3 s";
    private const string SpeedRule = "mean error of the six steps; OmniDrive's bins of speed";

    // Upper ends of the bins of speed, m/s (spec §2.3).
    private static readonly (string Name, double Below)[] Speeds =
        [("stopped", 0.05), ("crawling", 1.5), ("slow", 5.5), ("moderate", 14), ("fast", double.PositiveInfinity)];

    private readonly HorizonMeans offRoad = new();
    private readonly SceneMean[] byCommand = [new(), new(), new()], bySpeed = [.. Speeds.Select(_ => new SceneMean())];
    private readonly SceneMean[] byManoeuvre = [.. Enum.GetValues<Manoeuvre>().Select(_ => new SceneMean())];
    private readonly SceneMean anyManoeuvre = new(), turning = new(), acceleration = new(), lateral = new(), jerk = new(), feasible = new();
    private readonly double[] outside = new double[Trajectory.Steps], headings = new double[Trajectory.Steps];

    /// <inheritdoc/>
    public string Id => "voxpilot";

    /// <inheritdoc/>
    public string Title => "VoxPilot";

    /// <inheritdoc/>
    public string Population => "six recorded steps";

    /// <inheritdoc/>
    public IReadOnlyList<PlanningRow> Rows =>
    [
        .. offRoad.Rows("off-road", "VoxPilot: off the road", "%", this, "a corner of the car in no drivable polygon at any step up to the instant; key frames where one is outside already are left out"),
        .. byCommand.Select((mean, i) => Row($"l2.voxpilot.command-{Name((Command)i)}", $"VoxPilot: L2, command {Name((Command)i)}", "m", Average, mean)),
        .. bySpeed.Select((mean, i) => Row($"l2.voxpilot.speed-{Speeds[i].Name}", $"VoxPilot: L2, {Speeds[i].Name} ({Range(i)})", "m", SpeedRule, mean)),
        Row("l2.voxpilot.turning", "VoxPilot: L2 in turns", "m", $"{Average}; recorded heading changes by more than 20° in 3 s", turning),
        Row("l2.voxpilot.manoeuvre", "VoxPilot: L2 where the car turns, stops or yields", "m", $"{Average}; {ManoeuvreRule}", anyManoeuvre),
        .. Enum.GetValues<Manoeuvre>().Where(m => m != Manoeuvre.Steady).Select(m => Row($"l2.voxpilot.manoeuvre-{Name(m)}", $"VoxPilot: L2 where the car {Name(m)}s", "m", $"{Average}; {Rule(m)}", byManoeuvre[(int)m])),
        Row("comfort.voxpilot.acceleration", "VoxPilot: peak acceleration or braking", "m/s²", "mean over plans of the largest of six steps", acceleration),
        Row("comfort.voxpilot.lateral", "VoxPilot: peak lateral acceleration", "m/s²", "mean over plans of the largest of six steps", lateral),
        Row("comfort.voxpilot.jerk", "VoxPilot: peak jerk", "m/s³", "mean over plans of the largest of six steps", jerk),
        Row("comfort.voxpilot.feasible", "VoxPilot: feasible plans", "%", "acceleration ≤ 4, braking ≤ 6.5, lateral ≤ 5 m/s², jerk ≤ 15 m/s³, curvature ≤ 0.2 1/m", feasible) with { HigherIsBetter = true },
    ];

    private SceneMean[] Means => [.. byCommand, .. bySpeed, .. byManoeuvre, anyManoeuvre, turning, acceleration, lateral, jerk, feasible];

    /// <inheritdoc/>
    public bool Counts(PlanningCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.IsComplete;
    }

    /// <inheritdoc/>
    public void Add(int scene, PlanningCase one)
    {
        offRoad.Reach(scene);
        foreach (SceneMean mean in Means)
        {
            mean.Reach(scene);
        }
        if (!Counts(one))
        {
            return;
        }
        AddErrors(scene, one);
        PlanComfort comfort = PlanComfort.Of(one.Plan, one.Ego);
        acceleration.Add(scene, comfort.Longitudinal);
        lateral.Add(scene, comfort.Lateral);
        jerk.Add(scene, comfort.Jerk);
        feasible.Add(scene, comfort.IsFeasible ? StepScores.Hit : 0);
        if (one.DrivableArea is { } areas && Stays(areas, default, 0))
        {
            PathDirections.Of(one.Plan, headings);
            for (int t = 0; t < Trajectory.Steps; t++)
            {
                outside[t] = Stays(areas, new(one.Plan.Points[t].X, one.Plan.Points[t].Y), headings[t]) ? 0 : StepScores.Hit;
            }
            offRoad.AddLargest(scene, outside);
        }
    }

    private void AddErrors(int scene, PlanningCase one)
    {
        double error = 0;
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            (double X, double Y) plan = one.Plan.Points[t], truth = one.Truth.Points[t];
            error += new Vector2D(plan.X - truth.X, plan.Y - truth.Y).Length / Trajectory.Steps;
        }
        if (one.Command is { } command)
        {
            byCommand[(int)command].Add(scene, error);
        }
        if (one.Ego is { } ego)
        {
            double speed = Math.Abs(ego.Speed);
            bySpeed[speed <= Speeds[0].Below ? 0 : 1 + Array.FindIndex(Speeds[1..], bin => speed < bin.Below)].Add(scene, error);
        }
        Manoeuvre manoeuvre = Manoeuvres.Of(one.Ego, one.Truth);
        byManoeuvre[(int)manoeuvre].Add(scene, error);
        if (manoeuvre != Manoeuvre.Steady)
        {
            anyManoeuvre.Add(scene, error);
        }
        PathDirections.Of(one.Truth, headings);
        if (Math.Abs(Math.IEEERemainder(headings[^1], 2 * Math.PI)) > TurnAngle)
        {
            turning.Add(scene, error);
        }
    }

    // Whether all four corners of the car lie on drivable ground.
    private static bool Stays(IReadOnlyList<MapOutline> areas, Vector2D at, double heading)
    {
        Vector2D forward = new(Math.Cos(heading), Math.Sin(heading));
        Vector2D centre = at + forward * TenthMetreGrid.EgoForward;
        for (int i = 0; i < 4; i++)
        {
            Vector2D corner = centre + forward * (i < 2 ? HalfMetreGrid.EgoLength / 2 : -HalfMetreGrid.EgoLength / 2)
                + forward.Left * (i % 2 == 0 ? HalfMetreGrid.EgoWidth / 2 : -HalfMetreGrid.EgoWidth / 2);
            if (!areas.Any(area => area.Contains(corner)))
            {
                return false;
            }
        }
        return true;
    }

    private PlanningRow Row(string id, string title, string unit, string rule, ISceneMeasure measure) =>
        new($"planning.{id}", title, unit, $"{Title}: {rule}", Population, measure);

    private static string Name(Command command) => command switch
    {
        Command.Left => "left",
        Command.Right => "right",
        _ => "straight",
    };

    private static string Name(Manoeuvre manoeuvre) => manoeuvre switch
    {
        Manoeuvre.Turn => "turn",
        Manoeuvre.Stop => "stop",
        _ => "yield",
    };

    private static string Rule(Manoeuvre manoeuvre) => manoeuvre switch
    {
        Manoeuvre.Turn => "recorded heading changes by 20°, or way goes 2 m to a side, within 3 s",
        Manoeuvre.Stop => "the car moves (0.5 m/s) and comes to rest (0.2 m/s) within 3 s without a turn",
        _ => "the car slows by 2 m/s without coming to rest, or sets off to 2 m/s, within 3 s without a turn",
    };

    private static string Range(int bin) => bin switch
    {
        0 => "≤ 0.05 m/s",
        _ when double.IsInfinity(Speeds[bin].Below) => FormattableString.Invariant($"≥ {Speeds[bin - 1].Below} m/s"),
        _ => FormattableString.Invariant($"< {Speeds[bin].Below} m/s"),
    };
}
