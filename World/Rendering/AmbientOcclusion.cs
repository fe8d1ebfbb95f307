using System.Numerics;
using System.Runtime.Intrinsics;

namespace VoxPilot.World.Rendering;

/// <summary>
/// How much of the sky's light reaches a point in corners and beside things, estimated from the depth of the samples around it
/// (scalable ambient obscurance).
/// </summary>
internal readonly struct AmbientOcclusion
{
    private const float Radius = 1.3f;

    // Eight places in a spiral, one for each lane; every other pixel takes the mirrored set.
    private static readonly Vector256<float> Across = Vector256.Create(0.18f, -0.12f, -0.42f, 0.05f, 0.62f, 0.42f, -0.55f, -0.75f);
    private static readonly Vector256<float> Down = Vector256.Create(0.10f, 0.30f, -0.10f, -0.52f, -0.18f, 0.60f, 0.68f, -0.62f);

    private readonly VisibilityBuffer seen;
    private readonly Vector3 eye, first, perX, perY;
    private readonly float reach;

    public AmbientOcclusion(Projection view, VisibilityBuffer seen)
    {
        (this.seen, eye, first) = (seen, view.Eye, view.Ray(0, 0));
        (perX, perY) = (view.Ray(1, 0) - first, view.Ray(0, 1) - first);
        reach = Radius / MathF.Sqrt(perX.X * perX.X + perX.Y * perX.Y + perX.Z * perX.Z);
    }

    /// <summary>Share of the sky's light that arrives at the point seen at a sample, 0 to 1.</summary>
    public float Open(int x, int y, Vector3 point, Vector3 normal, float nearness)
    {
        float r = Math.Min(reach * nearness, 0.25f * seen.Width);
        if (r < 1.5f)
        {
            return 1;
        }
        Vector256<float> flip = Vector256.Create(((x + y) >> 1 & 1) == 0 ? r : -r);
        // Pixels' middles are the odd samples. Places outside of the image look at the point itself, which hides nothing.
        Vector256<int> sx = Vector256.ConvertToInt32(Vector256.Create((float)x) + flip * Across) | Vector256<int>.One;
        Vector256<int> sy = Vector256.ConvertToInt32(Vector256.Create((float)y) + Vector256.Create(r) * Down) | Vector256<int>.One;
        Vector256<int> outside = Vector256.LessThan(sx | sy | (Vector256.Create(seen.Width - 1) - sx) | (Vector256.Create(seen.Height - 1) - sy), Vector256<int>.Zero);
        sx = Vector256.ConditionalSelect(outside, Vector256.Create(x), sx);
        sy = Vector256.ConditionalSelect(outside, Vector256.Create(y), sy);
        Vector256<int> at = sy * seen.Stride + sx;
        float[] samples = seen.Nearness;
        Vector256<float> n = Vector256.Create(samples[at[0]], samples[at[1]], samples[at[2]], samples[at[3]], samples[at[4]], samples[at[5]], samples[at[6]], samples[at[7]]);
        Vector256<float> u = Vector256.ConvertToSingle(sx), v = Vector256.ConvertToSingle(sy), depth = Vector256<float>.One / n;
        Vector256<float> toX = To(first.X, perX.X, perY.X, u, v, depth, eye.X - point.X), toY = To(first.Y, perX.Y, perY.Y, u, v, depth, eye.Y - point.Y), toZ = To(first.Z, perX.Z, perY.Z, u, v, depth, eye.Z - point.Z);
        Vector256<float> square = toX * toX + toY * toY + toZ * toZ;
        Vector256<float> above = toX * normal.X + toY * normal.Y + toZ * normal.Z - Vector256.Create(0.02f + 0.004f / nearness);
        Vector256<float> within = Vector256<float>.One - square * (1 / (Radius * Radius));
        Vector256<float> counts = Vector256.GreaterThan(n, Vector256<float>.Zero) & Vector256.GreaterThan(within, Vector256<float>.Zero) & Vector256.GreaterThan(above, Vector256<float>.Zero);
        Vector256<float> hidden = counts & (within * within * above / (square + Vector256.Create(0.02f)));
        // Lanes are added in one order everywhere.
        Vector128<float> four = hidden.GetLower() + hidden.GetUpper();
        float sum = (four[0] + four[2]) + (four[1] + four[3]);
        return Math.Max(0.25f, 1 - 0.32f * sum);
    }

    private static Vector256<float> To(float first, float perX, float perY, Vector256<float> u, Vector256<float> v, Vector256<float> depth, float fromPoint) =>
        (Vector256.Create(first) + u * perX + v * perY) * depth + Vector256.Create(fromPoint);
}
