using System.Numerics;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Rendering;

/// <summary>
/// Takes points of the town to samples of an image: a point p becomes the homogeneous (X, Y, W) = rows · (p, 1), its sample is (X/W, Y/W),
/// samples lie at whole numbers. A fourth row gives F; F/W is the point's nearness, which is linear across the image: 1/depth for a pinhole
/// camera, metres towards the sun for a shadow map.
/// </summary>
internal sealed class Projection
{
    /// <summary>Nothing nearer than this to a camera is drawn, metres.</summary>
    public const double Near = 0.1;

    private readonly Vector3 origin, perX, perY, perNearness, fixedRay;

    private Projection(Vector4D x, Vector4D y, Vector4D w, Vector4D f, int width, int height, bool pinhole, Vector3 origin, Vector3 fixedRay, Vector3 perX, Vector3 perY, Vector3 perNearness)
    {
        (X, Y, W, F) = (x, y, w, f);
        (Width, Height, IsPinhole) = (width, height, pinhole);
        (this.origin, this.fixedRay, this.perX, this.perY, this.perNearness) = (origin, fixedRay, perX, perY, perNearness);
    }

    /// <summary>The rows.</summary>
    public Vector4D X { get; }

    /// <inheritdoc cref="X"/>
    public Vector4D Y { get; }

    /// <inheritdoc cref="X"/>
    public Vector4D W { get; }

    /// <inheritdoc cref="X"/>
    public Vector4D F { get; }

    /// <summary>Samples in a row.</summary>
    public int Width { get; }

    /// <summary>Rows of samples.</summary>
    public int Height { get; }

    /// <summary>True for a camera, false for a shadow map.</summary>
    public bool IsPinhole { get; }

    /// <summary>Where the camera is.</summary>
    public Vector3 Eye => origin;

    /// <summary>
    /// A camera with samples at half-pixel spacing: sample (s, t) lies at (s/2, t/2) of the image, so pixel (i, j) has its middle at sample
    /// (2i + 1, 2j + 1), and there are 2 · Width + 1 samples in a row.
    /// </summary>
    public static Projection Of(Camera camera, Pose egoToTown)
    {
        ArgumentNullException.ThrowIfNull(camera);
        Matrix3 k = camera.Intrinsics;
        if (!k.IsFinite || k.M00 == 0 || k.M11 == 0 || k.M10 != 0 || k.M20 != 0 || k.M21 != 0 || k.M22 != 1)
        {
            throw new ArgumentException($"Camera {camera.Name}: expected intrinsics of the form fx s cx / 0 fy cy / 0 0 1 with focal lengths other than 0, found {k.M00} {k.M01} {k.M02} / {k.M10} {k.M11} {k.M12} / {k.M20} {k.M21} {k.M22}.", nameof(camera));
        }
        Pose toTown = egoToTown * camera.SensorToEgo;
        Matrix3 r = toTown.Rotation.ToMatrix();
        Vector3D right = new(r.M00, r.M10, r.M20), down = new(r.M01, r.M11, r.M21), ahead = new(r.M02, r.M12, r.M22), eye = toTown.Translation;
        Vector4D x = Row(right, eye), y = Row(down, eye), z = Row(ahead, eye);
        // A pixel's ray is K⁻¹ (u, v, 1): ahead + (v − cy)/fy · down + (u − cx − s (v − cy)/fy)/fx · right.
        Vector3D perU = right * (1 / k.M00), perV = (down - right * (k.M01 / k.M00)) * (1 / k.M11);
        Vector3D first = ahead - perV * k.M12 - perU * k.M02;
        return new(
            2 * (k.M00 * x + k.M01 * y + k.M02 * z), 2 * (k.M11 * y + k.M12 * z), z, new(0, 0, 0, 1),
            2 * camera.Width + 1, 2 * camera.Height + 1, true, Narrow(eye), Narrow(first), Narrow(perU * 0.5), Narrow(perV * 0.5), Vector3.Zero);
    }

    /// <summary>A square map as the sun sees it, <paramref name="size"/> samples of <paramref name="spacing"/> metres across around a point.</summary>
    public static Projection FromSun(Vector3 toSun, Vector3 centre, int size, float spacing)
    {
        Vector3D up = Widen(toSun), side = Unit(Math.Abs(up.Z) < 0.999 ? new(-up.Y, up.X, 0) : new(1, 0, 0)), other = Vector3D.Cross(side, up);
        // The map moves by whole samples, so that shadows do not crawl when the car does.
        double s = Math.Round(Vector3D.Dot(side, Widen(centre)) / spacing) * spacing, t = Math.Round(Vector3D.Dot(other, Widen(centre)) / spacing) * spacing;
        double middle = size / 2;
        Vector4D x = new(side.X / spacing, side.Y / spacing, side.Z / spacing, middle - s / spacing);
        Vector4D y = new(other.X / spacing, other.Y / spacing, other.Z / spacing, middle - t / spacing);
        Vector3D first = side * (s - middle * spacing) + other * (t - middle * spacing);
        return new(x, y, new(0, 0, 0, 1), new(up.X, up.Y, up.Z, 0), size, size, false, Vector3.Zero, Narrow(first), Narrow(side * spacing), Narrow(other * spacing), toSun);
    }

    /// <summary>Direction of a sample's ray, one metre along the optical axis long.</summary>
    public Vector3 Ray(float x, float y) => fixedRay + x * perX + y * perY;

    /// <summary>The point of the town that is seen at a sample at a nearness.</summary>
    public Vector3 PointAt(float x, float y, float nearness) =>
        IsPinhole ? origin + (fixedRay + x * perX + y * perY) * (1 / nearness) : fixedRay + x * perX + y * perY + nearness * perNearness;

    /// <summary>False if a box certainly lies outside of the image.</summary>
    public bool MaySee(Vector3 centre, Vector3 half)
    {
        return Touches(W + new Vector4D(0, 0, 0, -Near), centre, half) && Touches(X, centre, half) && Touches(Y, centre, half)
            && Touches((Width - 1) * W - X, centre, half) && Touches((Height - 1) * W - Y, centre, half);
    }

    private static bool Touches(Vector4D plane, Vector3 centre, Vector3 half) =>
        plane.X * centre.X + plane.Y * centre.Y + plane.Z * centre.Z + plane.W
        + Math.Abs(plane.X) * half.X + Math.Abs(plane.Y) * half.Y + Math.Abs(plane.Z) * half.Z >= -1e-9;

    private static Vector4D Row(Vector3D axis, Vector3D eye) => new(axis.X, axis.Y, axis.Z, -Vector3D.Dot(axis, eye));

    private static Vector3D Unit(Vector3D v) => v * (1 / v.Length);

    private static Vector3D Widen(Vector3 v) => new(v.X, v.Y, v.Z);

    private static Vector3 Narrow(Vector3D v) => new((float)v.X, (float)v.Y, (float)v.Z);
}
