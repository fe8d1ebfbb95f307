namespace VoxPilot.Core.Geometry;

/// <summary>A rigid motion: takes a point of its own frame to the frame around it, <c>p' = R p + t</c> (metres).</summary>
public readonly record struct Pose(Rotation Rotation, Vector3D Translation)
{
    /// <summary>The pose that moves nothing.</summary>
    public static Pose Identity => new(Rotation.Identity, Vector3D.Zero);

    /// <summary>True if no component is NaN or infinite.</summary>
    public bool IsFinite => Rotation.IsFinite && Translation.IsFinite;

    /// <summary>The pose that undoes this one.</summary>
    public Pose Inverse
    {
        get
        {
            Matrix3 transposed = Rotation.ToMatrix().Transposed;
            return new(Rotation.Inverse, -(transposed * Translation));
        }
    }

    /// <summary>Takes a point from this frame to the frame around it.</summary>
    public Vector3D Transform(Vector3D point) => Rotation.ToMatrix() * point + Translation;

    /// <summary>First <paramref name="inner"/>, then <paramref name="outer"/>.</summary>
    public static Pose operator *(Pose outer, Pose inner) =>
        new(outer.Rotation * inner.Rotation, outer.Transform(inner.Translation));

    /// <summary>Motion in the ground plane: <paramref name="x"/> forward, <paramref name="y"/> left, <paramref name="yaw"/> counter-clockwise.</summary>
    public static Pose Planar(double x, double y, double yaw) => new(Rotation.FromYaw(yaw), new(x, y, 0));

    /// <summary>Rotation and translation; a record's own text would write <see cref="Inverse"/> of <see cref="Inverse"/> without end.</summary>
    public override string ToString() => $"({Rotation}, {Translation})";
}
