namespace VoxPilot.Perception;

/// <summary>
/// How well two ground views fit each other under every motion that is tried: an earlier view, seen from where the car would be after driving an arc at
/// that speed and rate of turn, beside the later one. Normalised correlation of each side (ahead, behind, left, right) by itself, summed, so that a car
/// that drives along on one side is outvoted. Keeps its buffers; one caller at a time.
/// </summary>
public sealed class MotionSweep
{
    private const int Sides = 4;

    private readonly OdometryConfig config;
    private readonly int side;
    private readonly (int Cell, float X, float Y)[][] compared = new (int, float, float)[Sides][]; // by side

    /// <summary>A sweep over the motions of a config.</summary>
    public MotionSweep(OdometryConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        this.config = config;
        side = (int)Math.Round(2 * config.Range / config.Cell);
        // A quarter of the cells, the same ones in the mirrored world.
        (int Side, int Cell, float X, float Y)[] cells =
        [
            .. from i in Enumerable.Range(0, side).Where(i => i % 2 == 0)
               from j in Enumerable.Range(0, side).Where(j => Math.Min(j, side - 1 - j) % 2 == 0)
               let x = (i + 0.5) * config.Cell - config.Range
               let y = (j + 0.5) * config.Cell - config.Range
               where Math.Abs(x) < config.Compared && Math.Abs(y) < config.Compared
               where x < config.Car.Rear || x > config.Car.Front || Math.Abs(y) > config.Car.Half
               select (SideOf(x, y), i * side + j, (float)x, (float)y),
        ];
        for (int s = 0; s < Sides; s++)
        {
            compared[s] = [.. cells.Where(cell => cell.Side == s).Select(cell => (cell.Cell, cell.X, cell.Y))];
        }
    }

    /// <summary>Sums of correlations, (speeds, yaw rates), each −4…4.</summary>
    /// <param name="now">The later view.</param>
    /// <param name="before">The earlier one.</param>
    /// <param name="seconds">Time between them.</param>
    /// <param name="scores">Receives them, speed by speed.</param>
    public void Run(GroundView now, GroundView before, double seconds, double[] scores)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(scores);
        Parallel.For(0, config.YawRates.Length, turn =>
        {
            for (int speed = 0; speed < config.Speeds.Length; speed++)
            {
                scores[speed * config.YawRates.Length + turn] = Score(now, before, Arc.Of(config.Speeds[speed], config.YawRates[turn], seconds));
            }
        });
    }

    /// <summary>The sum of the sides' correlations where the car has moved from the origin of <paramref name="before"/> to <paramref name="moved"/>.</summary>
    private double Score(GroundView now, GroundView before, Arc moved)
    {
        float cos = (float)Math.Cos(moved.Yaw), sin = (float)Math.Sin(moved.Yaw), scale = (float)(1 / config.Cell);
        float forward = (float)((moved.X + config.Range) / config.Cell - 0.5), left = (float)((moved.Y + config.Range) / config.Cell - 0.5);
        double total = 0;
        foreach ((int Cell, float X, float Y)[] cells in compared)
        {
            float product = 0, ours = 0, theirs = 0;
            foreach ((int cell, float x, float y) in cells)
            {
                float row = (cos * x - sin * y) * scale + forward, column = (sin * x + cos * y) * scale + left;
                int i = (int)row, j = (int)column, at = i * side + j;
                if (!now.Seen[cell] || row < 0 || column < 0 || i >= side - 1 || j >= side - 1 || !before.Seen[at] || !before.Seen[at + side + 1])
                {
                    continue;
                }
                ReadOnlySpan<float> near = before.Values.AsSpan(at, side + 2);
                float down = row - i, right = column - j;
                float upper = near[0] + right * (near[1] - near[0]), lower = near[side] + right * (near[side + 1] - near[side]);
                float b = upper + down * (lower - upper), a = now.Values[cell];
                product += a * b;
                ours += a * a;
                theirs += b * b;
            }
            total += product / Math.Sqrt((double)ours * theirs + config.Doubt);
        }
        return total;
    }

    // 0 ahead of the car's middle, 1 behind, 2 left, 3 right
    private int SideOf(double x, double y)
    {
        double ahead = x - (config.Car.Front + config.Car.Rear) / 2;
        return ahead > Math.Abs(y) ? 0 : -ahead > Math.Abs(y) ? 1 : y > 0 ? 2 : 3;
    }
}
