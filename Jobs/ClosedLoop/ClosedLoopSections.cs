using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>Makes the report's sections of what all drivers did.</summary>
internal sealed class ClosedLoopSections(
    ClosedLoopOptions options, SceneBootstrap bootstrap, IRouteDriver driver, IReadOnlyList<IRouteDriver> columns, IReadOnlyList<ReportBaseline> absent,
    IReadOnlyDictionary<string, DrivenRoute[]> driven)
{
    private const string Own = "VoxPilot closed loop", NuPlan = "nuPlan comfort limits, VoxPilot closed loop";

    private static readonly HashSet<string> Headlines = new(StringComparer.Ordinal)
    {
        "routes.completed", "routes.share", "collisions.at_fault.per_route", "collisions.at_fault.per_km", "road.ended", "road.time", "comfort.all",
    };
    private const string Routes = "all routes", Steps = "all steps of 0.5 s";

    /// <summary>What the conventions mean.</summary>
    public static IReadOnlyDictionary<string, string> Conventions { get; } = new Dictionary<string, string>
    {
        [Own] = "VoxPilot's own rules over its synthetic world: a plan every half second, of which a kinematic car follows the first half second while the traffic reacts; the world waits while the driver thinks.",
        [NuPlan] = "The limits of nuPlan's closed-loop benchmark (Caesar et al., 2021; nuplan-devkit, ego_is_comfortable) on drives of VoxPilot's closed loop. nuPlan asks whether a whole drive keeps to them; here each step of half a second is counted too.",
    };

    /// <summary>The sections in the order in which they are read; a failure's film strip stands where it counts.</summary>
    /// <param name="strips">Film strips by route.</param>
    public IReadOnlyList<ReportSection> Create(IReadOnlyDictionary<int, ReportPicture> strips) =>
    [
        Section("routes", "Routes",
            FormattableString.Invariant($"A route is the way that the expert drives in {options.Seconds:0.#} s from a town's first moment, and complete when a driver comes to its end within {options.TimeLimit:0.#} s without touching anything and without leaving the road for more than 2 s."),
            Pace(), strips, RouteEnd.TimeOut),
        Section("collisions", "Collisions",
            "A collision ends its route. The driver is not at fault where the car stood or was hit from behind. Pictures show the last seconds: the front camera, and the scene from above.",
            Collisions(), strips, RouteEnd.Collision),
        Section("road", "Keeping to the road",
            "The car is off the road while a corner of it is off the carriageway. A route ends when that lasts for 2 s, or when the car is 6 m from the middle of the route's lane.",
            Road(), strips, RouteEnd.OffRoad, RouteEnd.OffRoute),
        Section("comfort", "Comfort",
            "Whether passengers would mind, by nuPlan's limits (nuplan-devkit, ego_is_comfortable): −4.05 to 2.40 m/s² along, 4.89 m/s² across, jerk 4.13 m/s³ along and 8.37 m/s³ in all, 0.95 rad/s and 1.93 rad/s² of turn, over accelerations smoothed as there.",
            Comfort(), strips),
    ];

    private ReportSection Section(
        string id, string title, string about, IReadOnlyList<ReportMeasure> measures, IReadOnlyDictionary<int, ReportPicture> strips, params RouteEnd[] ends)
    {
        DrivenRoute[] failed = [.. driven[driver.Id].Where(d => ends.Contains(d.End))];
        ReportPicture[] shown = [.. failed.Where(d => strips.ContainsKey(d.Route)).Select(d => strips[d.Route])];
        return new()
        {
            Id = id,
            Title = title,
            About = failed.Length > 0 ? $"{about} Routes that ended so: {failed.Length}, of which {shown.Length} are shown." : about,
            Measures = measures,
            Baselines = [.. columns.Select(c => new ReportBaseline(c.Id, c.Title, c.About, Bound: c.Id == PolicyDriver.Expert.Id)), .. absent],
            Pictures = shown,
        };
    }

    private List<ReportMeasure> Pace()
    {
        List<ReportMeasure> rows =
        [
            Row("routes.completed", "Routes completed", "%", true, d => Percent(d.End == RouteEnd.Completed)),
            Row("routes.share", "Mean share of a route that was driven", "%", true, d => 100 * d.Share),
            Row("routes.timeouts", "Routes not finished in time", "%", false, d => Percent(d.End == RouteEnd.TimeOut)),
            Row("routes.speed", "Mean speed", "m/s", null, d => d.Metres / d.Seconds, d => d.Seconds, "all seconds"),
        ];
        if (driver.MayAbstain)
        {
            rows.Add(Row("routes.abstentions", "Plans in which nothing was safe: a controlled stop", "%", null, d => 100.0 * d.Abstentions / d.Steps, d => d.Steps, Steps, c => c.MayAbstain));
        }
        return rows;
    }

    private IReadOnlyList<ReportMeasure> Collisions() =>
    [
        Row("collisions.per_route", "Routes with a collision", "%", false, d => Percent(d.Collision is not null)),
        Row("collisions.at_fault.per_route", "Routes with a collision at fault", "%", false, d => Percent(d.Collision is { AtFault: true })),
        PerKilometre("collisions.per_km", "Collisions per kilometre", d => d.Collision is not null),
        PerKilometre("collisions.at_fault.per_km", "Collisions at fault per kilometre", d => d.Collision is { AtFault: true }),
    ];

    private IReadOnlyList<ReportMeasure> Road() =>
    [
        Row("road.left", "Routes on which the car left the road, be it with a corner", "%", false, d => Percent(d.OffRoadSeconds > 0)),
        Row("road.ended", "Routes that ended off the road", "%", false, d => Percent(d.End == RouteEnd.OffRoad)),
        Row("road.strayed", "Routes that ended far from the route's lane", "%", false, d => Percent(d.End == RouteEnd.OffRoute)),
        Row("road.time", "Time off the road", "%", false, d => 100 * d.OffRoadSeconds / d.Seconds, d => d.Seconds, "all seconds"),
        Row("road.deviation", "Mean distance from the middle of the route's lane", "m", false, d => d.Deviations / d.Steps, d => d.Steps, Steps),
    ];

    private IReadOnlyList<ReportMeasure> Comfort() =>
    [
        Within("comfort.all", "Steps within all limits", (ComfortBreaches)~0),
        Within("comfort.longitudinal", "Steps within the limits of acceleration and braking", ComfortBreaches.Longitudinal),
        Within("comfort.lateral", "Steps within the limit of lateral acceleration", ComfortBreaches.Lateral),
        Within("comfort.longitudinal_jerk", "Steps within the limit of jerk along the heading", ComfortBreaches.LongitudinalJerk),
        Within("comfort.jerk", "Steps within the limit of jerk", ComfortBreaches.Jerk),
        Within("comfort.yaw_rate", "Steps within the limit of the rate of turn", ComfortBreaches.YawRate),
        Within("comfort.yaw_acceleration", "Steps within the limit of its change", ComfortBreaches.YawAcceleration),
        Row("comfort.routes", "Routes within all limits throughout", "%", true, d => Percent(d.Comfort.All(c => c == ComfortBreaches.None)), convention: NuPlan),
    ];

    private ReportMeasure Within(string id, string title, ComfortBreaches limits) =>
        Row(id, title, "%", true, d => 100.0 * d.Comfort.Count(c => (c & limits) == 0) / d.Steps, d => d.Steps, Steps, convention: NuPlan);

    // A car that was hit before it moved has driven next to nothing, which is not nothing.
    private ReportMeasure PerKilometre(string id, string title, Func<DrivenRoute, bool> counts)
    {
        static double Kilometres(DrivenRoute d) => Math.Max(d.Metres, 1e-3) / 1000;
        return Row(id, title, "1/km", false, d => (counts(d) ? 1 : 0) / Kilometres(d), Kilometres, "all kilometres");
    }

    private ReportMeasure Row(
        string id, string title, string unit, bool? higher, Func<DrivenRoute, double> value, Func<DrivenRoute, double>? weight = null, string population = Routes,
        Func<IRouteDriver, bool>? has = null, string convention = Own)
    {
        SceneMean own = Mean(driven[driver.Id], value, weight);
        return new()
        {
            Id = "closedloop." + id,
            Title = title,
            Unit = unit,
            Convention = convention,
            Population = population,
            Count = population == Steps ? driven[driver.Id].Sum(d => (long)d.Steps) : own.Count,
            HigherIsBetter = higher,
            Headline = Headlines.Contains(id),
            Value = Value(own),
            Baselines = columns.Where(c => has?.Invoke(c) ?? true).ToDictionary(c => c.Id, c => Value(Mean(driven[c.Id], value, weight))),
        };
    }

    private static SceneMean Mean(DrivenRoute[] routes, Func<DrivenRoute, double> value, Func<DrivenRoute, double>? weight)
    {
        SceneMean mean = new();
        foreach (DrivenRoute route in routes)
        {
            mean.Add(route.Route, value(route), weight?.Invoke(route) ?? 1);
        }
        return mean;
    }

    private ReportValue Value(SceneMean mean) => ReportValue.Of(bootstrap.Estimate(mean), bootstrap.Scenes);

    private static double Percent(bool holds) => holds ? 100 : 0;
}
