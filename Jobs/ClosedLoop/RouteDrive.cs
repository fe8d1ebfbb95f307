using VoxPilot.Core.Metrics;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;

namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>A driver's way over one route, from its first plan to its end.</summary>
internal sealed class RouteDrive
{
    private const double Arrived = 0.5; // metres before the end that count as there

    private readonly int route;
    private readonly WorldSimulation world;
    private readonly double limit, length;
    private readonly List<(int Moment, RoutePlan Plan)> plans = [];
    private readonly List<double> deviations = [];
    private double gained, offRoad;
    private double? left;
    private StepReport? last;

    private RouteDrive(int route, WorldSimulation world, double limit, double length) =>
        (this.route, this.world, this.limit, this.length) = (route, world, limit, length);

    /// <summary>Drives as far as the driver comes in the time that makes a route; where it ends is the route's end for the others.</summary>
    public static Task<DrivenRoute> FirstAsync(IRouteDriver expert, ClosedLoopOptions options, int route, Action stepped, CancellationToken cancellation) =>
        new RouteDrive(route, Begin(options, route), options.Seconds, double.PositiveInfinity).RunAsync(expert, stepped, cancellation);

    /// <summary>Drives a route of a known length.</summary>
    public static Task<DrivenRoute> AfterAsync(IRouteDriver driver, ClosedLoopOptions options, DrivenRoute first, Action stepped, CancellationToken cancellation) =>
        new RouteDrive(first.Route, Begin(options, first.Route), options.TimeLimit, first.Length).RunAsync(driver, stepped, cancellation);

    // Everyone gets the same simulation, the expert too: how long it may last has a part in what it begins with.
    private static WorldSimulation Begin(ClosedLoopOptions options, int route) => WorldSimulation.Create(options.Seed + (ulong)route, options.TimeLimit);

    private async Task<DrivenRoute> RunAsync(IRouteDriver driver, Action stepped, CancellationToken cancellation)
    {
        RouteEnd? end = null;
        using (IRouteSession session = driver.Begin(world))
        {
            while (end is null)
            {
                cancellation.ThrowIfCancellationRequested();
                RoutePlan plan = await session.PlanAsync(cancellation);
                plans.Add((world.Moments.Count - 1, plan));
                double before = world.Time;
                last = world.Step(plan.Trajectory);
                gained += last.Progress;
                offRoad += last.OffRoad * (last.Time - before);
                left = last.OffRoad > 0 ? left ?? last.LeftRoadAt : null;
                deviations.Add(Math.Abs(last.Deviation));
                end = EndNow(last);
                stepped();
            }
        }
        IReadOnlyList<Moment> moments = world.Moments;
        DrivenRoute driven = new()
        {
            Route = route,
            Seed = world.Seed,
            End = end.Value,
            Collision = last!.Collision,
            Seconds = world.Time,
            Metres = moments.Zip(moments.Skip(1), (a, b) => (b.Ego.Position - a.Ego.Position).Length).Sum(),
            Gained = gained,
            Length = double.IsFinite(length) ? length : gained,
            OffRoadSeconds = offRoad,
            Deviations = deviations.Sum(),
            Abstentions = plans.Count(p => p.Plan.Abstained),
            Comfort = Comfort(moments),
            Film = null,
        };
        return end == RouteEnd.Completed ? driven : driven with { Film = RouteFilm.Of(world, driven, left, plans) };
    }

    private RouteEnd? EndNow(StepReport report) => report.End switch
    {
        SimulationEnd.Collision => RouteEnd.Collision,
        SimulationEnd.OffRoad => report.OffRoad > 0 ? RouteEnd.OffRoad : RouteEnd.OffRoute,
        SimulationEnd.RouteDone => RouteEnd.Completed,
        _ when gained >= length - Arrived => RouteEnd.Completed,
        _ when report.Time >= limit - 1e-9 => double.IsFinite(length) ? RouteEnd.TimeOut : RouteEnd.Completed,
        _ => null,
    };

    // The ride at nuPlan's 10 Hz; a step breaks what any of its samples breaks.
    private ComfortBreaches[] Comfort(IReadOnlyList<Moment> moments)
    {
        int stride = (int)Math.Round(RideComfort.StepSeconds / Recording.StepSeconds), perStep = Recording.StepsPerKeyframe / stride;
        List<RideSample> ride = [];
        for (int i = 0; i < moments.Count; i += stride)
        {
            EgoMotion ego = moments[i].Ego;
            ride.Add(new(ego.Acceleration, ego.Speed * ego.YawRate, ego.YawRate));
        }
        ComfortBreaches[] samples = RideComfort.Of(ride, ComfortLimits.NuPlan), steps = new ComfortBreaches[plans.Count];
        for (int i = 1; i < samples.Length; i++) // the first is before the first plan
        {
            steps[Math.Min((i - 1) / perStep, steps.Length - 1)] |= samples[i];
        }
        return steps;
    }
}
