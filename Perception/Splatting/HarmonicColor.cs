using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception;

/// <summary>The colour that a Gaussian with spherical harmonics shows to a camera, max(0, Σ Y_m h_m + 0.5), and the gradients of that (spec/sqs.md §8.2).</summary>
internal static class HarmonicColor
{
    /// <summary>Red, green and blue.</summary>
    /// <param name="camera">Whoever looks.</param>
    /// <param name="mean">μ.</param>
    /// <param name="harmonics">(bases, 3).</param>
    /// <param name="color">3 values to fill.</param>
    public static void Evaluate(in SplatCamera camera, Vector3D mean, ReadOnlySpan<double> harmonics, Span<double> color)
    {
        Span<double> basis = stackalloc double[harmonics.Length / 3];
        SphericalHarmonics.Evaluate(Direction(camera, mean, out _), basis);
        Sum(basis, harmonics, color);
    }

    /// <summary>Adds to the gradients of harmonics, of the mean and of the camera's matrix; a colour that was cut off at 0 gives none.</summary>
    public static void Backward(
        in SplatCamera camera, Vector3D mean, ReadOnlySpan<double> harmonics, ReadOnlySpan<double> gradColor,
        Span<double> gradHarmonics, ref GaussianGradient gaussian, Span<double> pose)
    {
        Span<double> basis = stackalloc double[harmonics.Length / 3], gradBasis = stackalloc double[basis.Length], color = stackalloc double[3];
        Vector3D direction = Direction(camera, mean, out double distance);
        SphericalHarmonics.Evaluate(direction, basis);
        Sum(basis, harmonics, color);
        gradBasis.Clear();
        for (int axis = 0; axis < 3; axis++)
        {
            double g = color[axis] > 0 ? gradColor[axis] : 0;
            for (int m = 0; m < basis.Length; m++)
            {
                gradHarmonics[3 * m + axis] += g * basis[m];
                gradBasis[m] += g * harmonics[3 * m + axis];
            }
        }
        Vector3D v = SphericalHarmonics.Backward(direction, gradBasis);
        v = (v - direction * Vector3D.Dot(v, direction)) * (1 / distance);
        gaussian.Mean += v;
        // The camera's position is −W⁻¹ t: ∂t = W⁻ᵀ v, ∂W = ∂t · positionᵀ.
        Vector3D t = camera.Inverse.Transposed * v, p = camera.Position;
        AddRow(pose, t.X, p);
        AddRow(pose[4..], t.Y, p);
        AddRow(pose[8..], t.Z, p);
    }

    private static void Sum(ReadOnlySpan<double> basis, ReadOnlySpan<double> harmonics, Span<double> color)
    {
        for (int axis = 0; axis < 3; axis++)
        {
            double sum = SphericalHarmonics.Offset;
            for (int m = 0; m < basis.Length; m++)
            {
                sum += basis[m] * harmonics[3 * m + axis];
            }
            color[axis] = Math.Max(0, sum);
        }
    }

    private static Vector3D Direction(in SplatCamera camera, Vector3D mean, out double distance)
    {
        Vector3D d = mean - camera.Position;
        distance = Math.Max(1e-12, d.Length);
        return d * (1 / distance);
    }

    private static void AddRow(Span<double> row, double t, Vector3D position)
    {
        row[0] += t * position.X;
        row[1] += t * position.Y;
        row[2] += t * position.Z;
        row[3] += t;
    }
}
