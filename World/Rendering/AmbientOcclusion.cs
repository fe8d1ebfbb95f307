using System.Numerics;

namespace VoxPilot.World.Rendering;

/// <summary>
/// How much of the sky's light reaches a point in corners and beside things, estimated from the depth of the samples around it
/// (scalable ambient obscurance).
/// </summary>
internal readonly struct AmbientOcclusion
{
    private const float Radius = 1.3f;

    // Eight places in a spiral; every other pixel takes the mirrored set.
    private static readonly (float X, float Y)[] Taps =
        [(0.18f, 0.10f), (-0.12f, 0.30f), (-0.42f, -0.10f), (0.05f, -0.52f), (0.62f, -0.18f), (0.42f, 0.60f), (-0.55f, 0.68f), (-0.75f, -0.62f)];

    private readonly Projection view;
    private readonly VisibilityBuffer seen;
    private readonly float reach;

    public AmbientOcclusion(Projection view, VisibilityBuffer seen)
    {
        (this.view, this.seen) = (view, seen);
        Vector3 step = view.Ray(1, 0) - view.Ray(0, 0);
        reach = Radius / MathF.Sqrt(step.X * step.X + step.Y * step.Y + step.Z * step.Z);
    }

    /// <summary>Share of the sky's light that arrives at the point seen at a sample, 0 to 1.</summary>
    public float Open(int x, int y, Vector3 point, Vector3 normal, float nearness)
    {
        float r = Math.Min(reach * nearness, 0.25f * seen.Width);
        if (r < 1.5f)
        {
            return 1;
        }
        float flip = ((x + y) >> 1 & 1) == 0 ? r : -r, sum = 0, bias = 0.02f + 0.004f / nearness;
        foreach ((float tx, float ty) in Taps)
        {
            // Pixels' middles are the odd samples.
            int sx = (int)(x + flip * tx) | 1, sy = (int)(y + r * ty) | 1;
            if ((uint)sx >= (uint)seen.Width || (uint)sy >= (uint)seen.Height)
            {
                continue;
            }
            float n = seen.Nearness[sy * seen.Stride + sx];
            if (n <= 0)
            {
                continue;
            }
            Vector3 to = view.PointAt(sx, sy, n) - point;
            float square = to.X * to.X + to.Y * to.Y + to.Z * to.Z, along = to.X * normal.X + to.Y * normal.Y + to.Z * normal.Z;
            float within = 1 - square * (1 / (Radius * Radius));
            if (within > 0 && along > bias)
            {
                sum += within * within * (along - bias) / (square + 0.02f);
            }
        }
        return Math.Max(0.25f, 1 - 0.32f * sum);
    }
}
