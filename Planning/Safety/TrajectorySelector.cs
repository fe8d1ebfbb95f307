using System.Globalization;
using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>
/// Takes the best-scored trajectory that passes the safety envelope; one that fails gives way to the next. Where none passes, the car
/// is brought to a stop along its present path, no harder than it must.
/// </summary>
public sealed class TrajectorySelector(SafetyLimits limits)
{
    /// <summary>Chooses.</summary>
    /// <param name="candidates">The scored trajectories, in any order.</param>
    /// <param name="ego">The car's state; null where it is unknown: a stop then starts from the speed of the best-scored trajectory.</param>
    /// <param name="now">Occupancy of now.</param>
    /// <param name="future">Forecast occupancy.</param>
    /// <param name="only">Consider this command's trajectories only.</param>
    public PlanSelection Select(
        IReadOnlyList<PlanCandidate> candidates, EgoState? ego, OccupancyGrid now, IReadOnlyList<ForecastGrid> future, Command? only = null)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        PlanCandidate[] ranked =
        [
            .. candidates.Where(c => only is null || c.Command == only)
                .OrderByDescending(c => double.IsNaN(c.Score) ? double.NegativeInfinity : c.Score)
                .ThenBy(c => c.Anchor),
        ];
        SafetyReport? firstReport = null;
        for (int i = 0; i < ranked.Length; i++)
        {
            SafetyReport report = SafetyEnvelope.Check(ranked[i].Trajectory, ego, now, future, limits);
            if (report.Ok)
            {
                return new()
                {
                    Trajectory = ranked[i].Trajectory with { Headings = TrajectoryHeadings.Of(ranked[i].Trajectory) },
                    Chosen = ranked[i].Anchor,
                    Safety = report,
                    Abstained = false,
                    Reason = i == 0
                        ? Text($"{Name(ranked[0])} has the best score ({ranked[0].Score:0.00}) and passes every safety check.")
                        : Text($"{Name(ranked[0])} has the best score ({ranked[0].Score:0.00}) but {Fault(firstReport!)}. {Name(ranked[i])} is the best of those that pass every safety check (score {ranked[i].Score:0.00})."),
                };
            }
            firstReport ??= report;
        }
        return Stop(ranked, firstReport, ego, now, future);
    }

    private PlanSelection Stop(
        PlanCandidate[] ranked, SafetyReport? firstReport, EgoState? ego, OccupancyGrid now, IReadOnlyList<ForecastGrid> future)
    {
        EgoState start = ego ?? Guess(ranked);
        Trajectory? stop = null;
        SafetyReport? report = null;
        double deceleration = 0;
        foreach (double rate in limits.StopDecelerations)
        {
            deceleration = rate;
            stop = ControlledStop.From(start, rate, limits);
            report = SafetyEnvelope.Check(stop, ego, now, future, limits);
            if (!report.Collision && !report.OffRoad)
            {
                break;
            }
        }
        string why = ranked.Length == 0
            ? "There is no trajectory to choose from."
            : Text($"None of {ranked.Length} trajectories passes the safety checks: {Name(ranked[0])}, the best-scored one, {Fault(firstReport!)}.");
        string what = Math.Abs(start.Speed) < 0.1
            ? "The car stays where it is."
            : Text($"The car slows down by {deceleration:0.0} m/s² along its present path until it stands.");
        string rest = report!.Collision ? Text($" Even so it {Fault(report)}.") : "";
        return new() { Trajectory = stop!, Chosen = -1, Safety = report, Abstained = true, Reason = $"{why} {what}{rest}" };
    }

    private static EgoState Guess(PlanCandidate[] ranked)
    {
        double forward = ranked.Length == 0 ? 0 : ranked[0].Trajectory.Points[0].X / Trajectory.StepSeconds;
        return new() { Velocity = (double.IsFinite(forward) ? forward : 0, 0) };
    }

    private static string Name(PlanCandidate candidate) => Text($"Anchor {candidate.Anchor} ({candidate.Command switch
    {
        Command.Right => "right",
        Command.Left => "left",
        _ => "straight",
    }})");

    // The weightiest fault first: collision, off the road, then motion.
    private static string Fault(SafetyReport report)
    {
        SafetyCheck check = report.Checks.First(c => !c.Ok);
        string when = check.Time is { } time ? Text($" after {time:0.0} s") : "";
        string where = check.Place is { } p ? Text($", {Math.Abs(p.X):0.0} m {(p.X < 0 ? "behind" : "ahead")} and {Math.Abs(p.Y):0.0} m to the {(p.Y < 0 ? "right" : "left")}") : "";
        return check.Name switch
        {
            "collision" => Text($"would touch an obstacle{when}{where}"),
            "off_road" => Text($"would leave the driveable surface{when}{where}"),
            "finite" => "is not made of finite numbers",
            _ => Text($"asks for {check.Name.Replace('_', ' ')} of {check.Value:0.00}, more than {check.Limit:0.00},{when}"),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
