using VoxPilot.Core.Geometry;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>
/// Real spherical harmonics to degree 3 in the order and with the signs of Gaussian splatting (spec/sqs.md §8.2): y, z, x within a degree.
/// A colour is max(0, Σ Y_m(direction) h_m + 0.5).
/// </summary>
internal static class SphericalHarmonics
{
    /// <summary>Bases of degrees 0 to 3.</summary>
    public const int MostBases = 16;

    /// <summary>Added to the sum, so that no harmonics are grey.</summary>
    public const double Offset = 0.5;

    private const double C0 = 0.28209479177387814;
    private const double C1 = 0.4886025119029199;
    private const double C2 = 1.0925484305920792, C20 = 0.31539156525252005, C22 = 0.5462742152960396;
    private const double C33 = 0.5900435899266435, C32 = 2.890611442640554, C31 = 0.4570457994644658, C30 = 0.3731763325901154, C3 = 1.445305721320277;

    /// <summary>Y_m of a unit vector for the first bases.</summary>
    /// <param name="direction">From the camera to the Gaussian, length 1.</param>
    /// <param name="basis">1, 4, 9 or 16 values.</param>
    public static void Evaluate(Vector3D direction, Span<double> basis)
    {
        (double x, double y, double z) = direction;
        basis[0] = C0;
        if (basis.Length >= 4)
        {
            (basis[1], basis[2], basis[3]) = (-C1 * y, C1 * z, -C1 * x);
        }
        if (basis.Length >= 9)
        {
            (basis[4], basis[5], basis[7]) = (C2 * x * y, -C2 * y * z, -C2 * x * z);
            (basis[6], basis[8]) = (C20 * (2 * z * z - x * x - y * y), C22 * (x * x - y * y));
        }
        if (basis.Length >= MostBases)
        {
            (basis[9], basis[15]) = (-C33 * y * (3 * x * x - y * y), -C33 * x * (x * x - 3 * y * y));
            (basis[10], basis[14]) = (C32 * x * y * z, C3 * z * (x * x - y * y));
            (basis[11], basis[13]) = (-C31 * y * (4 * z * z - x * x - y * y), -C31 * x * (4 * z * z - x * x - y * y));
            basis[12] = C30 * z * (2 * z * z - 3 * x * x - 3 * y * y);
        }
    }

    /// <summary>Σ_m g_m ∂Y_m/∂direction, of the polynomials as they stand in <see cref="Evaluate"/>.</summary>
    public static Vector3D Backward(Vector3D direction, ReadOnlySpan<double> g)
    {
        (double x, double y, double z) = direction;
        double dx = 0, dy = 0, dz = 0;
        if (g.Length >= 4)
        {
            (dx, dy, dz) = (-C1 * g[3], -C1 * g[1], C1 * g[2]);
        }
        if (g.Length >= 9)
        {
            dx += C2 * (y * g[4] - z * g[7]) - 2 * C20 * x * g[6] + 2 * C22 * x * g[8];
            dy += C2 * (x * g[4] - z * g[5]) - 2 * C20 * y * g[6] - 2 * C22 * y * g[8];
            dz += -C2 * (y * g[5] + x * g[7]) + 4 * C20 * z * g[6];
        }
        if (g.Length >= MostBases)
        {
            double xx = x * x, yy = y * y, zz = z * z;
            dx += -C33 * (6 * x * y * g[9] + 3 * (xx - yy) * g[15]) + C32 * y * z * g[10] + 2 * C3 * x * z * g[14]
                + C31 * (2 * x * y * g[11] - (4 * zz - 3 * xx - yy) * g[13]) - 6 * C30 * x * z * g[12];
            dy += -C33 * (3 * (xx - yy) * g[9] - 6 * x * y * g[15]) + C32 * x * z * g[10] - 2 * C3 * y * z * g[14]
                + C31 * (2 * x * y * g[13] - (4 * zz - xx - 3 * yy) * g[11]) - 6 * C30 * y * z * g[12];
            dz += C32 * x * y * g[10] + C3 * (xx - yy) * g[14] - 8 * C31 * z * (y * g[11] + x * g[13]) + C30 * (6 * zz - 3 * xx - 3 * yy) * g[12];
        }
        return new(dx, dy, dz);
    }

    /// <summary>The same as tensor operators.</summary>
    /// <param name="directions">(…, 3), length 1.</param>
    /// <param name="bases">1, 4, 9 or 16.</param>
    /// <returns>(…, bases).</returns>
    public static Tensor Basis(Tensor directions, int bases)
    {
        Tensor[] axes = directions.unbind(-1);
        (Tensor x, Tensor y, Tensor z) = (axes[0], axes[1], axes[2]);
        Tensor xx = x * x, yy = y * y, zz = z * z;
        List<Tensor> basis = [ones_like(x) * C0];
        if (bases >= 4)
        {
            basis.AddRange([y * -C1, z * C1, x * -C1]);
        }
        if (bases >= 9)
        {
            basis.AddRange([x * y * C2, y * z * -C2, (zz * 2 - xx - yy) * C20, x * z * -C2, (xx - yy) * C22]);
        }
        if (bases >= MostBases)
        {
            basis.AddRange([
                y * (xx * 3 - yy) * -C33, x * y * z * C32, y * (zz * 4 - xx - yy) * -C31, z * (zz * 2 - xx * 3 - yy * 3) * C30,
                x * (zz * 4 - xx - yy) * -C31, z * (xx - yy) * C3, x * (xx - yy * 3) * -C33]);
        }
        return stack(basis, -1);
    }
}
