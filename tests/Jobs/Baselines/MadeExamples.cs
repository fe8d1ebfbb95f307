using VoxPilot.Core;
using VoxPilot.Jobs.Baselines;

namespace VoxPilot.Jobs.Tests.Baselines;

/// <summary>Drives whose rule is known: constant acceleration along the arc of a constant rate of turn, which the command does not tell.</summary>
internal static class MadeExamples
{
    public static List<EgoExample> Arcs(int scenes, int perScene, int seed)
    {
        Random random = new(seed);
        List<EgoExample> examples = [];
        for (int i = 0; i < scenes * perScene; i++)
        {
            examples.Add(Arc($"scene-{i / perScene}", 2 + 10 * random.NextDouble(), random.NextDouble() - 0.5, 0.6 * (random.NextDouble() - 0.5), (Command)random.Next(3)));
        }
        return examples;
    }

    public static EgoExample Arc(string scene, double speed, double acceleration, double turn, Command? command) =>
        new(scene, State(speed, acceleration, turn), command, Future(speed, acceleration, turn));

    public static EgoState State(double speed, double acceleration, double turn) => new()
    {
        Velocity = (speed, 0),
        Acceleration = (acceleration, speed * turn),
        YawRate = turn,
        History = [.. new[] { -2.0, -1.5, -1.0, -0.5 }.Select(t =>
        {
            (double x, double y) = At(speed, acceleration, turn, t);
            return new PastPose(t, x, y, turn * t);
        })],
    };

    public static Trajectory Future(double speed, double acceleration, double turn) =>
        new() { Points = [.. Trajectory.Times.Select(t => At(speed, acceleration, turn, t))] };

    private static (double X, double Y) At(double speed, double acceleration, double turn, double t)
    {
        double way = speed * t + acceleration * t * t / 2;
        return (way * Math.Cos(turn * t / 2), way * Math.Sin(turn * t / 2));
    }
}
