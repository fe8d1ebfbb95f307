using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception;

// μ mean, s scales, q quaternion, R its rotation, W t world to camera, J Jacobian of the projection

/// <summary>
/// One Gaussian seen by one camera, and the gradients of that (spec/sqs.md §8.2 and §8.4), in double precision: long needles and flat discs
/// make covariances whose determinant is a small difference of large numbers.
/// </summary>
internal readonly struct SplatProjection
{
    private const double LeastNorm = 1e-12;

    private readonly Matrix3 rotation;   // R
    private readonly Matrix3 spread;     // M = R diag(s)
    private readonly Matrix3 world;      // S = M Mᵀ
    private readonly Matrix3 seen;       // S_c = W S Wᵀ
    private readonly Vector3D place;     // x_c
    private readonly Vector3D scales;
    private readonly double qw, qx, qy, qz, norm;
    private readonly double tx, ty;
    private readonly bool insideX, insideY;
    private readonly double a, b, c, d;  // J = [a 0 b; 0 c d]
    private readonly double compensation;
    private readonly double determinant; // of S₂
    private readonly double lowPass;

    /// <summary>Projects; the centre has to lie in front of the camera.</summary>
    public SplatProjection(in SplatCamera camera, SplatConfig config, Vector3D mean, Vector3D scales, ReadOnlySpan<double> rotation, double opacity)
    {
        this.scales = scales;
        norm = Math.Max(LeastNorm, Math.Sqrt(rotation[0] * rotation[0] + rotation[1] * rotation[1] + rotation[2] * rotation[2] + rotation[3] * rotation[3]));
        (qw, qx, qy, qz) = (rotation[0] / norm, rotation[1] / norm, rotation[2] / norm, rotation[3] / norm);
        this.rotation = new(
            1 - 2 * (qy * qy + qz * qz), 2 * (qx * qy - qw * qz), 2 * (qx * qz + qw * qy),
            2 * (qx * qy + qw * qz), 1 - 2 * (qx * qx + qz * qz), 2 * (qy * qz - qw * qx),
            2 * (qx * qz - qw * qy), 2 * (qy * qz + qw * qx), 1 - 2 * (qx * qx + qy * qy));
        spread = ScaledColumns(this.rotation, scales);
        world = spread * spread.Transposed;
        seen = camera.W * world * camera.W.Transposed;
        place = camera.W * mean + camera.T;
        double z = place.Z, xz = place.X / z, yz = place.Y / z;
        U = camera.Fx * xz + camera.Cx;
        V = camera.Fy * yz + camera.Cy;
        insideX = xz >= camera.LeastX && xz <= camera.MostX;
        insideY = yz >= camera.LeastY && yz <= camera.MostY;
        tx = z * Math.Clamp(xz, camera.LeastX, camera.MostX);
        ty = z * Math.Clamp(yz, camera.LeastY, camera.MostY);
        (a, b, c, d) = (camera.Fx / z, -camera.Fx * tx / (z * z), camera.Fy / z, -camera.Fy * ty / (z * z));
        double xx = a * a * seen.M00 + 2 * a * b * seen.M02 + b * b * seen.M22;
        double xy = a * (c * seen.M01 + d * seen.M02) + b * (c * seen.M12 + d * seen.M22);
        double yy = c * c * seen.M11 + 2 * c * d * seen.M12 + d * d * seen.M22;
        lowPass = config.LowPass;
        (XX, XY, YY) = (xx + lowPass, xy, yy + lowPass);
        determinant = XX * YY - XY * XY;
        compensation = config.Antialiased ? Math.Sqrt(Math.Max(0, (xx * yy - xy * xy) / determinant)) : 1;
        Opacity = opacity * compensation;
        IsVisible = determinant > 0 && Opacity >= config.AlphaFloor;
    }

    /// <summary>Whether it may cover a pixel: its covariance is a number, and its opacity, compensated, is above the floor.</summary>
    public bool IsVisible { get; }

    /// <summary>Column of its centre, pixels.</summary>
    public double U { get; }

    /// <summary>Row of its centre, pixels.</summary>
    public double V { get; }

    /// <summary>Depth of its centre, metres.</summary>
    public double Z => place.Z;

    /// <summary>S₂, upper left.</summary>
    public double XX { get; }

    /// <summary>S₂, both others.</summary>
    public double XY { get; }

    /// <summary>S₂, lower right.</summary>
    public double YY { get; }

    /// <summary>o, compensated where the config asks for it.</summary>
    public double Opacity { get; }

    /// <summary>Q = S₂⁻¹ = [A B; B C].</summary>
    public (double A, double B, double C) Conic => (YY / determinant, -XY / determinant, XX / determinant);

    /// <summary>t: a pixel is covered enough where dᵀ Q d ≤ t = 2 ln(o / floor).</summary>
    public static double Reach(double opacity, SplatConfig config) => 2 * Math.Log(opacity / config.AlphaFloor);

    /// <summary>Adds to the gradients of the Gaussian and of the camera's matrix.</summary>
    /// <param name="camera">The camera it was projected into.</param>
    /// <param name="config">The constants it was projected with.</param>
    /// <param name="mean">μ.</param>
    /// <param name="opacity">o, as it was given.</param>
    /// <param name="image">Gradients of what the image took.</param>
    /// <param name="gaussian">Gradients of what made the Gaussian.</param>
    /// <param name="pose">Gradient of the upper three rows of world to camera, (3, 4).</param>
    public void Backward(in SplatCamera camera, SplatConfig config, Vector3D mean, double opacity, SplatGradient image, ref GaussianGradient gaussian, Span<double> pose)
    {
        (double vxx, double vxy, double vyy) = (image.XX, image.XY, image.YY);
        gaussian.Opacity += image.Opacity * compensation;
        if (config.Antialiased)
        {
            // o √ρ with ρ = det(S₂ − lowPass) / det S₂
            double rho = compensation * compensation, slope = image.Opacity * opacity / (2 * compensation * determinant);
            vxx += slope * (YY - lowPass - rho * YY);
            vyy += slope * (XX - lowPass - rho * XX);
            vxy -= slope * (1 - rho) * XY;
        }
        Matrix3 vSeen = new(                                                                   // Jᵀ V₂ J
            a * a * vxx, a * c * vxy, a * (b * vxx + d * vxy),
            a * c * vxy, c * c * vyy, c * (b * vxy + d * vyy),
            a * (b * vxx + d * vxy), c * (b * vxy + d * vyy), b * b * vxx + 2 * b * d * vxy + d * d * vyy);
        Vector3D x = Row(a, 0, b), y = Row(0, c, d);                                           // rows of J S_c
        Vector3D jx = (x * vxx + y * vxy) * 2, jy = (x * vxy + y * vyy) * 2;                   // V_J = 2 V₂ J S_c

        double z = place.Z, zz = z * z, zzz = zz * z, fx = camera.Fx, fy = camera.Fy;
        double vx = a * image.U, vy = c * image.V, vz = image.Z - (fx * place.X * image.U + fy * place.Y * image.V) / zz;
        vz += -fx / zz * jx.X - fy / zz * jy.Y + 2 * fx * tx / zzz * jx.Z + 2 * fy * ty / zzz * jy.Z;
        (vx, vz) = insideX ? (vx - fx / zz * jx.Z, vz) : (vx, vz - fx * tx / zzz * jx.Z);
        (vy, vz) = insideY ? (vy - fy / zz * jy.Z, vz) : (vy, vz - fy * ty / zzz * jy.Z);
        Vector3D v = new(vx, vy, vz);
        gaussian.Mean += camera.W.Transposed * v;

        Matrix3 vSeenW = vSeen * camera.W, vWorld = camera.W.Transposed * vSeenW, vSpread = vWorld * spread; // V_M / 2
        gaussian.Scales += new Vector3D(
            rotation.M00 * vSpread.M00 + rotation.M10 * vSpread.M10 + rotation.M20 * vSpread.M20,
            rotation.M01 * vSpread.M01 + rotation.M11 * vSpread.M11 + rotation.M21 * vSpread.M21,
            rotation.M02 * vSpread.M02 + rotation.M12 * vSpread.M12 + rotation.M22 * vSpread.M22) * 2;
        AddRotation(ScaledColumns(vSpread, scales * 2), ref gaussian);
        AddPose(pose, v, mean, vSeenW * world);
    }

    private Vector3D Row(double x, double y, double z) => new(
        x * seen.M00 + y * seen.M10 + z * seen.M20, x * seen.M01 + y * seen.M11 + z * seen.M21, x * seen.M02 + y * seen.M12 + z * seen.M22);

    private void AddRotation(Matrix3 r, ref GaussianGradient gaussian)
    {
        double w = 2 * (qx * (r.M21 - r.M12) + qy * (r.M02 - r.M20) + qz * (r.M10 - r.M01));
        double x = 2 * (-2 * qx * (r.M11 + r.M22) + qy * (r.M10 + r.M01) + qz * (r.M20 + r.M02) + qw * (r.M21 - r.M12));
        double y = 2 * (qx * (r.M10 + r.M01) - 2 * qy * (r.M00 + r.M22) + qz * (r.M21 + r.M12) + qw * (r.M02 - r.M20));
        double z = 2 * (qx * (r.M20 + r.M02) + qy * (r.M21 + r.M12) - 2 * qz * (r.M00 + r.M11) + qw * (r.M10 - r.M01));
        double along = w * qw + x * qx + y * qy + z * qz;
        gaussian.W += (w - along * qw) / norm;
        gaussian.X += (x - along * qx) / norm;
        gaussian.Y += (y - along * qy) / norm;
        gaussian.Z += (z - along * qz) / norm;
    }

    /// <summary>x_c = W μ + t and S_c = W S Wᵀ: ∂W = v μᵀ + 2 V_Sc W S, ∂t = v.</summary>
    private static void AddPose(Span<double> pose, Vector3D v, Vector3D mean, Matrix3 m)
    {
        AddRow(pose, v.X, mean, m.M00, m.M01, m.M02);
        AddRow(pose[4..], v.Y, mean, m.M10, m.M11, m.M12);
        AddRow(pose[8..], v.Z, mean, m.M20, m.M21, m.M22);
    }

    private static void AddRow(Span<double> row, double v, Vector3D mean, double x, double y, double z)
    {
        row[0] += v * mean.X + 2 * x;
        row[1] += v * mean.Y + 2 * y;
        row[2] += v * mean.Z + 2 * z;
        row[3] += v;
    }

    private static Matrix3 ScaledColumns(Matrix3 m, Vector3D s) => new(
        m.M00 * s.X, m.M01 * s.Y, m.M02 * s.Z,
        m.M10 * s.X, m.M11 * s.Y, m.M12 * s.Z,
        m.M20 * s.X, m.M21 * s.Y, m.M22 * s.Z);
}
