using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>
/// The mirror image of the world in the ego's x–z plane, M = diag(1, −1, 1), for each thing that a drive is described by. All are
/// their own inverses. What has a frame of its own stays right-handed: frames of cars and boxes become M R M, so that x still is
/// forward and y left; frames of sensors become M R diag(−1, 1, 1), so that a camera's x still points to the right of its picture,
/// which is flipped (what spec/sqs.md §6.4 found missing upstream).
/// </summary>
public static class WorldMirror
{
    /// <summary>M, homogeneous.</summary>
    public static Matrix4 Matrix { get; } = new([1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);

    /// <summary>A point or a direction: M p.</summary>
    public static Vector3D Of(Vector3D p) => new(p.X, -p.Y, p.Z);

    /// <summary>A point or a direction in the ground plane.</summary>
    public static (double X, double Y) Of((double X, double Y) p) => (p.X, -p.Y);

    /// <summary>A rate of rotation about the three axes, which is a pseudovector: −M ω.</summary>
    public static Vector3D OfRotation(Vector3D rate) => new(-rate.X, rate.Y, -rate.Z);

    /// <summary>A rotation between two frames that are both mirrored: M R M.</summary>
    public static Rotation Of(Rotation r) => new(r.W, -r.X, r.Y, -r.Z);

    /// <summary>A pose between two frames that are both mirrored (ego to world, box to ego): M R M, M t.</summary>
    public static Pose Of(Pose pose) => new(Of(pose.Rotation), Of(pose.Translation));

    /// <summary>The pose of a sensor whose own x axis is negated (x to the right, nuScenes' cameras and LiDAR): M R diag(−1, 1, 1), M t.</summary>
    /// <remarks>M R diag(−1, 1, 1) = (M R M) · diag(−1, −1, 1), and the last is half a turn about z: of the quaternion only the order changes.</remarks>
    public static Pose OfSensor(Pose pose)
    {
        Rotation r = pose.Rotation;
        return new(new(r.Z, r.Y, r.X, r.W), Of(pose.Translation));
    }

    /// <summary>The name of what is seen on the other side: left and right trade places (CAM_FRONT_LEFT, CAM_FRONT_RIGHT).</summary>
    public static string OfName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach ((string left, string right) in ((string, string)[])[("LEFT", "RIGHT"), ("left", "right"), ("Left", "Right")])
        {
            bool isLeft = name.Contains(left, StringComparison.Ordinal), isRight = name.Contains(right, StringComparison.Ordinal);
            if (isLeft != isRight)
            {
                return isLeft ? name.Replace(left, right, StringComparison.Ordinal) : name.Replace(right, left, StringComparison.Ordinal);
            }
        }
        return name;
    }

    /// <summary>The camera that takes the flipped picture: K' = [[−1, 0, width], [0, 1, 0], [0, 0, 1]] · K · diag(−1, 1, 1), so cx' = width − cx and fx stays.</summary>
    public static Camera Of(Camera camera)
    {
        ArgumentNullException.ThrowIfNull(camera);
        Matrix3 k = camera.Intrinsics;
        double w = camera.Width;
        return camera with
        {
            Name = OfName(camera.Name),
            Intrinsics = new(k.M00 - w * k.M20, w * k.M21 - k.M01, w * k.M22 - k.M02, -k.M10, k.M11, k.M12, -k.M20, k.M21, k.M22),
            SensorToEgo = OfSensor(camera.SensorToEgo),
        };
    }

    /// <summary>For each place in the rig, which camera's picture, flipped, belongs there: that of the mirrored name, or its own where there is none.</summary>
    public static int[] Partners(Rig rig)
    {
        ArgumentNullException.ThrowIfNull(rig);
        int[] partners = new int[rig.Cameras.Count];
        for (int i = 0; i < partners.Length; i++)
        {
            string name = OfName(rig.Cameras[i].Name);
            partners[i] = i;
            for (int j = 0; j < partners.Length; j++)
            {
                partners[i] = rig.Cameras[j].Name == name ? j : partners[i];
            }
        }
        return partners;
    }

    /// <summary>The rig, with names in the same order as before: each place gets the mirrored camera of its partner.</summary>
    public static Rig Of(Rig rig) => new([.. Partners(rig).Select(partner => Of(rig.Cameras[partner]))]);

    /// <summary>Right becomes left.</summary>
    public static Command Of(Command command) => command switch
    {
        Command.Right => Command.Left,
        Command.Left => Command.Right,
        _ => command,
    };

    /// <summary>A path and its headings.</summary>
    public static Trajectory Of(Trajectory trajectory)
    {
        ArgumentNullException.ThrowIfNull(trajectory);
        return new()
        {
            Points = [.. trajectory.Points.Select(Of)],
            Headings = trajectory.Headings is null ? null : [.. trajectory.Headings.Select(yaw => -yaw)],
        };
    }

    /// <summary>What the car knows of itself, its pose in the mirrored world included.</summary>
    public static EgoState Of(EgoState ego)
    {
        ArgumentNullException.ThrowIfNull(ego);
        return new()
        {
            Velocity = Of(ego.Velocity),
            Acceleration = Of(ego.Acceleration),
            YawRate = -ego.YawRate,
            Steering = -ego.Steering,
            EgoToWorld = ego.EgoToWorld is Pose pose ? Of(pose) : null,
            History = [.. ego.History.Select(past => past with { Y = -past.Y, Yaw = -past.Yaw })],
        };
    }

    /// <summary>A box, its heading and velocity.</summary>
    public static AnnotatedBox Of(AnnotatedBox box)
    {
        ArgumentNullException.ThrowIfNull(box);
        return box with { Box = box.Box with { Center = Of(box.Box.Center), Yaw = -box.Box.Yaw }, Velocity = Of(box.Velocity) };
    }
}
