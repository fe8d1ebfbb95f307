namespace VoxPilot.Core.Geometry;

/// <summary>A 4×4 matrix in row-major order, double precision: the projection from a 3D frame to an image (upstream's <c>lidar2img</c>).</summary>
public sealed class Matrix4
{
    private readonly double[] elements;

    /// <summary>From 16 elements in row-major order.</summary>
    /// <exception cref="ArgumentException">There are not 16 elements.</exception>
    public Matrix4(ReadOnlySpan<double> rowMajor)
    {
        if (rowMajor.Length != 16)
        {
            throw new ArgumentException($"A 4×4 matrix needs 16 elements; {rowMajor.Length} were given.", nameof(rowMajor));
        }
        elements = rowMajor.ToArray();
    }

    /// <summary>The unit matrix.</summary>
    public static Matrix4 Identity { get; } = new([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);

    /// <summary>Row-major elements.</summary>
    public ReadOnlySpan<double> Elements => elements;

    /// <summary>Element of a row and a column, from 0.</summary>
    public double this[int row, int column] => elements[4 * row + column];

    /// <summary>A 3×3 matrix in the upper left, the unit matrix elsewhere.</summary>
    public static Matrix4 From(Matrix3 m) => new([
        m.M00, m.M01, m.M02, 0, m.M10, m.M11, m.M12, 0, m.M20, m.M21, m.M22, 0, 0, 0, 0, 1]);

    /// <summary>A pose as a homogeneous matrix.</summary>
    public static Matrix4 From(Pose pose)
    {
        Matrix3 r = pose.Rotation.ToMatrix();
        Vector3D t = pose.Translation;
        return new([r.M00, r.M01, r.M02, t.X, r.M10, r.M11, r.M12, t.Y, r.M20, r.M21, r.M22, t.Z, 0, 0, 0, 1]);
    }

    /// <summary>Matrix product.</summary>
    public static Matrix4 operator *(Matrix4 a, Matrix4 b)
    {
        Span<double> product = stackalloc double[16];
        for (int row = 0; row < 4; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                double sum = 0;
                for (int k = 0; k < 4; k++)
                {
                    sum += a[row, k] * b[k, column];
                }
                product[4 * row + column] = sum;
            }
        }
        return new(product);
    }

    /// <summary>Projects a point: pixel u, v and depth along the optical axis (metres). Only points with positive depth are in front of the camera.</summary>
    public (double U, double V, double Depth) Project(Vector3D p)
    {
        double x = elements[0] * p.X + elements[1] * p.Y + elements[2] * p.Z + elements[3];
        double y = elements[4] * p.X + elements[5] * p.Y + elements[6] * p.Z + elements[7];
        double depth = elements[8] * p.X + elements[9] * p.Y + elements[10] * p.Z + elements[11];
        return (x / depth, y / depth, depth);
    }
}
