using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>
/// Between metres per 0.5 s step and the diffusion's numbers in [−1, 1] (spec/sparseoccvla.md §8.3), and between our ego frame
/// (x forward, y left) and the planner's (x right, y forward, that of nuScenes' LiDAR). Nothing else knows the planner's frame.
/// </summary>
public sealed record DisplacementNormalisation
{
    /// <summary>Smallest displacement to the right, metres per step.</summary>
    public double RightMinimum { get; init; } = -3;

    /// <summary>Range of displacements to the right, metres per step.</summary>
    public double RightSpan { get; init; } = 6;

    /// <summary>Smallest displacement forward, metres per step.</summary>
    public double ForwardMinimum { get; init; } = -0.5;

    /// <summary>Range of displacements forward, metres per step.</summary>
    public double ForwardSpan { get; init; } = 8.1;

    /// <summary>Keep normalised numbers in [−1, 1].</summary>
    public bool Clamp { get; init; } = true;

    /// <summary>DiffusionDrive's on nuScenes: ±3 m to the side, −0.5 … 7.6 m forward; saturates above 15.2 m/s.</summary>
    public static DisplacementNormalisation DiffusionDrive { get; } = new();

    /// <summary>For towns: ±3 m to the side, −0.5 … 9.5 m forward (19 m/s). The narrower the range, the fewer metres the noise moves an anchor.</summary>
    public static DisplacementNormalisation Town { get; } = new() { ForwardSpan = 10 };

    /// <summary>For motorways and tight corners: ±4 m to the side, −0.5 … 17 m forward (34 m/s).</summary>
    public static DisplacementNormalisation Wide { get; } = new() { RightMinimum = -4, RightSpan = 8, ForwardMinimum = -0.5, ForwardSpan = 17.5 };

    /// <summary>Normalises pairs (right, forward) in metres.</summary>
    public float[] Normalise(ReadOnlySpan<float> metres)
    {
        float[] normalised = new float[metres.Length];
        for (int i = 0; i < metres.Length; i++)
        {
            (double minimum, double span) = Axis(i);
            double value = (metres[i] - minimum) / span * 2 - 1;
            normalised[i] = (float)(Clamp ? Math.Clamp(value, -1, 1) : value);
        }
        return normalised;
    }

    /// <summary>The reverse; not clamped.</summary>
    public float[] Denormalise(ReadOnlySpan<float> normalised)
    {
        float[] metres = new float[normalised.Length];
        for (int i = 0; i < metres.Length; i++)
        {
            (double minimum, double span) = Axis(i);
            metres[i] = (float)((normalised[i] + 1.0) / 2 * span + minimum);
        }
        return metres;
    }

    /// <summary>Displacements (right, forward) of a trajectory, metres per step, one pair after the other.</summary>
    public static float[] ToDisplacements(Trajectory trajectory)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        float[] displacements = new float[2 * Trajectory.Steps];
        (double x, double y) = (0, 0);
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            (double nextX, double nextY) = trajectory.Points[i];
            displacements[2 * i] = (float)-(nextY - y);
            displacements[2 * i + 1] = (float)(nextX - x);
            (x, y) = (nextX, nextY);
        }
        return displacements;
    }

    /// <summary>The trajectory of six displacements (right, forward) in metres.</summary>
    public static Trajectory ToTrajectory(ReadOnlySpan<float> displacements)
    {
        (double X, double Y)[] points = new (double, double)[Trajectory.Steps];
        (double x, double y) = (0, 0);
        for (int i = 0; i < points.Length; i++)
        {
            x += displacements[2 * i + 1];
            y -= displacements[2 * i];
            points[i] = (x, y);
        }
        return new() { Points = points };
    }

    private (double Minimum, double Span) Axis(int i) => i % 2 == 0 ? (RightMinimum, RightSpan) : (ForwardMinimum, ForwardSpan);
}
