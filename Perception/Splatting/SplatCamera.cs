using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception;

/// <summary>One camera in double precision, with what the projection needs of it.</summary>
internal readonly struct SplatCamera
{
    private readonly double spread; // a bound of ‖W‖²: it need not be a rotation

    /// <summary>From a 4×4 matrix and K, row by row.</summary>
    public SplatCamera(ReadOnlySpan<double> worldToCamera, ReadOnlySpan<double> intrinsics, SplatShape shape, SplatConfig config)
    {
        W = new(
            worldToCamera[0], worldToCamera[1], worldToCamera[2],
            worldToCamera[4], worldToCamera[5], worldToCamera[6],
            worldToCamera[8], worldToCamera[9], worldToCamera[10]);
        T = new(worldToCamera[3], worldToCamera[7], worldToCamera[11]);
        (Fx, Cx, Fy, Cy) = (intrinsics[0], intrinsics[2], intrinsics[4], intrinsics[5]);
        (Width, Height) = (shape.Width, shape.Height);
        (LeastX, MostX) = Limits(Fx, Cx, Width, config.ClampMargin);
        (LeastY, MostY) = Limits(Fy, Cy, Height, config.ClampMargin);
        spread = Square(W.M00, W.M01, W.M02) + Square(W.M10, W.M11, W.M12) + Square(W.M20, W.M21, W.M22);
        Inverse = Inverted(W);
        Position = -(Inverse * T);
    }

    /// <summary>World to camera, without the translation.</summary>
    public Matrix3 W { get; }

    /// <summary>Translation of world to camera.</summary>
    public Vector3D T { get; }

    /// <summary>W⁻¹.</summary>
    public Matrix3 Inverse { get; }

    /// <summary>Where the camera stands in the world.</summary>
    public Vector3D Position { get; }

    /// <summary>Focal length in columns; negative in a mirrored image.</summary>
    public double Fx { get; }

    /// <summary>Focal length in rows.</summary>
    public double Fy { get; }

    /// <summary>Principal point, columns.</summary>
    public double Cx { get; }

    /// <summary>Principal point, rows.</summary>
    public double Cy { get; }

    /// <summary>Columns of the image.</summary>
    public int Width { get; }

    /// <summary>Rows of the image.</summary>
    public int Height { get; }

    /// <summary>Least x/z in the Jacobian.</summary>
    public double LeastX { get; }

    /// <summary>Greatest x/z in the Jacobian.</summary>
    public double MostX { get; }

    /// <summary>Least y/z in the Jacobian.</summary>
    public double LeastY { get; }

    /// <summary>Greatest y/z in the Jacobian.</summary>
    public double MostY { get; }

    /// <summary>
    /// Whether a Gaussian may cover a pixel: false only if none can. In the image it reaches no farther than √t σ, t = 2 ln(o / floor), and
    /// σ² is at most (f/z)² (1 + limit²) s² + low-pass with its greatest scale s.
    /// </summary>
    public bool MaySee(Vector3D mean, double scale, double opacity, SplatConfig config, out double depth)
    {
        Vector3D place = W * mean + T;
        depth = place.Z;
        if (!(depth > config.Near && depth < config.Far && opacity >= config.AlphaFloor))
        {
            return false;
        }
        double t = SplatProjection.Reach(opacity, config), size = scale * scale * spread;
        double fx = Fx / depth, fy = Fy / depth, u = fx * place.X + Cx, v = fy * place.Y + Cy;
        double limitX = Math.Max(LeastX * LeastX, MostX * MostX), limitY = Math.Max(LeastY * LeastY, MostY * MostY);
        double reachX = Math.Sqrt(t * (fx * fx * (1 + limitX) * size + config.LowPass)), reachY = Math.Sqrt(t * (fy * fy * (1 + limitY) * size + config.LowPass));
        return u + reachX > 0 && u - reachX < Width && v + reachY > 0 && v - reachY < Height;
    }

    private static double Square(double x, double y, double z) => x * x + y * y + z * z;

    private static (double Least, double Most) Limits(double focal, double centre, int size, double margin)
    {
        double a = -centre / focal - margin * size / focal, b = (size - centre) / focal + margin * size / focal;
        return (Math.Min(a, b), Math.Max(a, b));
    }

    private static Matrix3 Inverted(Matrix3 m)
    {
        double d = 1 / m.Determinant;
        return new(
            d * (m.M11 * m.M22 - m.M12 * m.M21), d * (m.M02 * m.M21 - m.M01 * m.M22), d * (m.M01 * m.M12 - m.M02 * m.M11),
            d * (m.M12 * m.M20 - m.M10 * m.M22), d * (m.M00 * m.M22 - m.M02 * m.M20), d * (m.M02 * m.M10 - m.M00 * m.M12),
            d * (m.M10 * m.M21 - m.M11 * m.M20), d * (m.M01 * m.M20 - m.M00 * m.M21), d * (m.M00 * m.M11 - m.M01 * m.M10));
    }
}
