using System.Numerics;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Painting;

/// <summary>Turns pixels of a pinhole camera into rays in the town's frame.</summary>
internal sealed class Lens
{
    private readonly Vector3 eye;
    private readonly Vector3 right;
    private readonly Vector3 down;
    private readonly Vector3 ahead;
    private readonly Matrix3 k;

    public Lens(Camera camera, Pose sensorToTown)
    {
        k = camera.Intrinsics;
        Matrix3 r = sensorToTown.Rotation.ToMatrix();
        (right, down, ahead) = (Of(new(r.M00, r.M10, r.M20)), Of(new(r.M01, r.M11, r.M21)), Of(new(r.M02, r.M12, r.M22)));
        eye = Of(sensorToTown.Translation);
        PixelAngle = (float)(1 / k.M00);
    }

    /// <summary>Angle that a pixel in the middle takes, radians.</summary>
    public float PixelAngle { get; }

    /// <summary>The ray through a position of the image.</summary>
    public Ray Through(double u, double v)
    {
        float x = (float)((u - k.M02) / k.M00), y = (float)((v - k.M12) / k.M11);
        return new(eye, Vector3.Normalize(ahead + x * right + y * down));
    }

    private static Vector3 Of(Vector3D v) => new((float)v.X, (float)v.Y, (float)v.Z);
}
