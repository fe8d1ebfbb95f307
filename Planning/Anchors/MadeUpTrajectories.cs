using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>
/// Kinematic drives from a seed, to make anchors of until driven data is there: speeds from 0 to 17 m/s, steady, gathering speed
/// or braking, along straights, bends and lane changes, and turning at junctions where the command is to turn.
/// </summary>
public static class MadeUpTrajectories
{
    /// <summary>Highest speed, m/s.</summary>
    public const double MaximumSpeed = 17;

    private const double Tick = 0.05;
    private const double MaximumLateralAcceleration = 3;
    private const double Wheelbase = 2.588;

    /// <summary>Drives of all three commands in turn. Same seed, same drives.</summary>
    public static IReadOnlyList<MadeUpDrive> Generate(int count, ulong seed)
    {
        SeededRandom random = new(seed);
        MadeUpDrive[] drives = new MadeUpDrive[count];
        for (int i = 0; i < count; i++)
        {
            Command command = (Command)(i % 3);
            drives[i] = Drive(command, command == Command.Straight ? Follow(random) : Turn(command, random));
        }
        return drives;
    }

    // A bend, a straight or a lane change at any speed; one in ten waits.
    private static Manoeuvre Follow(SeededRandom random)
    {
        double speed = random.NextDouble() < 0.1 ? 0 : random.NextDouble(0, MaximumSpeed);
        double acceleration = speed == 0 ? 0 : Acceleration(random);
        double kind = random.NextDouble();
        double bend = kind < 0.4 ? random.NextDouble(-0.02, 0.02) : 0;
        double shift = kind is >= 0.4 and < 0.6 ? (random.NextDouble() < 0.5 ? -3.5 : 3.5) : 0;
        return new(speed, acceleration, bend, 0, shift, random.NextDouble(2.5, 4));
    }

    // Up to a junction and round its corner; the corner may lie beyond the three seconds.
    private static Manoeuvre Turn(Command command, SeededRandom random)
    {
        double speed = random.NextDouble() < 0.1 ? 0 : random.NextDouble(1, 11);
        double curvature = command == Command.Right ? -random.NextDouble(0.07, 0.16) : random.NextDouble(0.04, 0.12);
        return new(speed, speed == 0 ? 0 : Acceleration(random), curvature, random.NextDouble(-10, 15), 0, 3);
    }

    private static double Acceleration(SeededRandom random) => random.NextDouble() switch
    {
        < 0.4 => random.NextDouble(-0.3, 0.3),
        < 0.7 => random.NextDouble(0.3, 2.5),
        _ => random.NextDouble(-4, -0.3),
    };

    private static MadeUpDrive Drive(Command command, Manoeuvre m)
    {
        int perStep = (int)Math.Round(Trajectory.StepSeconds / Tick);
        (double X, double Y)[] points = new (double, double)[Trajectory.Steps];
        double[] headings = new double[Trajectory.Steps];
        double x = 0, y = 0, heading = 0, way = 0, startCurvature = m.Corner <= 0 ? m.Curvature : 0;
        double startSpeed = Math.Min(m.Speed, BearableSpeed(m, 0)), speed = startSpeed, startAcceleration = 0;
        for (int tick = 1; tick <= Trajectory.Steps * perStep; tick++)
        {
            double curvature = way >= m.Corner ? m.Curvature : 0;
            if (m.Shift != 0 && speed > 2)
            {
                // y(t) = shift · (1 − cos(π t / T)) / 2, so curvature ≈ y'' / v²
                double phase = Math.PI * tick * Tick / m.ShiftSeconds;
                curvature += phase < Math.PI ? m.Shift * Math.PI * Math.PI / (2 * m.ShiftSeconds * m.ShiftSeconds) * Math.Cos(phase) / (speed * speed) : 0;
            }
            double next = Math.Clamp(speed + m.Acceleration * Tick, 0, Math.Min(MaximumSpeed, BearableSpeed(m, way)));
            startAcceleration = tick == 1 ? (next - speed) / Tick : startAcceleration;
            speed = next;
            double turn = speed * Tick * curvature;
            x += speed * Tick * Math.Cos(heading + turn / 2);
            y += speed * Tick * Math.Sin(heading + turn / 2);
            heading += turn;
            way += speed * Tick;
            if (tick % perStep == 0)
            {
                points[tick / perStep - 1] = (x, y);
                headings[tick / perStep - 1] = heading;
            }
        }
        EgoState start = new()
        {
            Velocity = (startSpeed, 0),
            Acceleration = (startAcceleration, startSpeed * startSpeed * startCurvature),
            YawRate = startSpeed * startCurvature,
            Steering = Math.Atan(Wheelbase * startCurvature),
        };
        return new(command, start, new Trajectory { Points = points, Headings = headings });
    }

    // The driver slows down, at 3 m/s², for a corner that lies ahead, and goes round it at a bearable speed.
    private static double BearableSpeed(Manoeuvre m, double way) =>
        Math.Sqrt(MaximumLateralAcceleration / Math.Max(1e-3, Math.Abs(m.Curvature)) + 2 * 3 * Math.Max(0, m.Corner - way));

    /// <summary>What the driver does: the start's speed, an acceleration, a curvature from the corner on, a shift to another lane.</summary>
    private readonly record struct Manoeuvre(double Speed, double Acceleration, double Curvature, double Corner, double Shift, double ShiftSeconds);
}
