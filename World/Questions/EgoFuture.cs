using VoxPilot.Core;
using VoxPilot.World.Geometry;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>What our own car did in the three seconds after a moment.</summary>
internal sealed class EgoFuture
{
    /// <summary>Moments in three seconds.</summary>
    public const int Moments = Trajectory.Steps * Recording.StepsPerKeyframe;

    private const double StandingSpeed = 0.3, SpeedStep = 1, LaneGap = 1.5;

    /// <summary>The future of a moment; three seconds must have been recorded.</summary>
    public EgoFuture(Recording recording, int moment)
    {
        EgoMotion now = recording.Moments[moment].Ego, then = recording.Moments[moment + Moments].Ego;
        EgoFrame frame = new(now);
        Path = [.. Enumerable.Range(1, Trajectory.Steps).Select(i => frame.ToEgo(recording.Moments[moment + i * Recording.StepsPerKeyframe].Ego.Position)).Select(p => (p.X, p.Y))];
        EndSpeed = then.Speed;
        TurnedDegrees = Angles.Difference(then.Yaw, now.Yaw) * (180 / Math.PI);
        Junction = Enumerable.Range(moment, Moments + 1).Select(i => recording.Moments[i].Ego.Lane).Any(lane => lane >= 0 && recording.Town.Lanes[lane].Junction >= 0);
        LaneChange = ChangedLane(recording.Town, now, then);
        SpeedAction = now.Speed < StandingSpeed && then.Speed < StandingSpeed ? "stay stopped"
            : then.Speed < StandingSpeed ? "brake to a stop"
            : now.Speed < StandingSpeed ? "start moving"
            : then.Speed > now.Speed + SpeedStep ? "accelerate"
            : then.Speed < now.Speed - SpeedStep ? "slow down" : "keep its speed";
    }

    /// <summary>Six positions, 0.5 s apart, ego frame.</summary>
    public IReadOnlyList<(double X, double Y)> Path { get; }

    /// <summary>Speed after three seconds, m/s.</summary>
    public double EndSpeed { get; }

    /// <summary>Change of heading in degrees, positive to the left.</summary>
    public double TurnedDegrees { get; }

    /// <summary>True if it is in a junction at some time.</summary>
    public bool Junction { get; }

    /// <summary><see cref="Turn.Left"/> or <see cref="Turn.Right"/> if the car changes to the next lane.</summary>
    public Turn LaneChange { get; }

    /// <summary>What it does with its speed, to follow <c>should</c>.</summary>
    public string SpeedAction { get; }

    /// <summary>OmniDrive's words for the direction: turns from 20°, a U-turn from 150°, lane changes.</summary>
    public string Direction => Math.Abs(TurnedDegrees) >= 150 ? "make a U-turn"
        : Math.Abs(TurnedDegrees) >= 20 ? TurnedDegrees > 0 ? "turn left" : "turn right"
        : LaneChange == Turn.Left ? "change to the left lane"
        : LaneChange == Turn.Right ? "change to the right lane"
        : "go straight";

    // OmniDrive: the centre-lines must lie more than 1.5 m apart at both ends.
    private static Turn ChangedLane(Town town, EgoMotion now, EgoMotion then)
    {
        if (now.Lane < 0 || then.Lane < 0 || now.Lane == then.Lane)
        {
            return Turn.None;
        }
        Lane from = town.Lanes[now.Lane];
        Turn side = from.LeftNeighbour == then.Lane ? Turn.Left : from.RightNeighbour == then.Lane ? Turn.Right : Turn.None;
        if (side == Turn.None)
        {
            return Turn.None;
        }
        Polyline to = town.Lanes[then.Lane].Centre;
        double gapNow = Math.Abs(to.Project(from.Centre.At(now.Along)).Left), gapThen = Math.Abs(from.Centre.Project(to.At(then.Along)).Left);
        return gapNow > LaneGap && gapThen > LaneGap ? side : Turn.None;
    }
}
