using System.Runtime.InteropServices;

using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>
/// A turn of the ego frame about z and a scale of the world: p' = s Rz p. Cameras keep their pictures, since a scaled world with a scaled
/// rig looks the same; depth grows by s. Time does not scale, so velocities do.
/// </summary>
/// <param name="Yaw">Radians, counter-clockwise.</param>
/// <param name="Scale">Factor s.</param>
public readonly record struct BirdsEyeJitter(double Yaw, double Scale)
{
    /// <summary>Changes nothing.</summary>
    public static BirdsEyeJitter None => new(0, 1);

    /// <summary>A key frame, its history and what lies ahead, each turned in its own ego frame; relative motion stays consistent.</summary>
    public Clip Apply(Clip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        BirdsEyeJitter self = this;
        return new(Apply(clip.Now), [.. clip.Past.Select(Apply)]) { Ahead = [.. clip.Ahead.Select(later => later is null ? null : self.Apply(later))] };
    }

    /// <summary>
    /// The key frame in the turned frame. Occupancy (its voxels would have to be resampled), the CAN bus (vectors along the car's own
    /// axes and a map position) and questions (positions as text) are not defined there and become null.
    /// </summary>
    public Keyframe Apply(Keyframe keyframe)
    {
        ArgumentNullException.ThrowIfNull(keyframe);
        if (this == None)
        {
            return keyframe;
        }
        BirdsEyeJitter self = this;
        return keyframe with
        {
            Frame = keyframe.Frame with
            {
                Rig = new([.. keyframe.Frame.Rig.Cameras.Select(camera => camera with { SensorToEgo = self.Sensor(camera.SensorToEgo) })]),
                Ego = keyframe.Frame.Ego is null ? null : Apply(keyframe.Frame.Ego),
            },
            Lidar = keyframe.Lidar is null ? null : Apply(keyframe.Lidar),
            LidarToEgo = Sensor(keyframe.LidarToEgo),
            Boxes = [.. keyframe.Boxes.Select(self.Apply)],
            Future = keyframe.Future is null ? null : new()
            {
                Points = [.. keyframe.Future.Points.Select(self.Apply)],
                Headings = keyframe.Future.Headings is null ? null : [.. keyframe.Future.Headings.Select(yaw => yaw + self.Yaw)],
            },
            Occupancy = null,
            Dense = null,
            CanBus = null,
            Questions = null,
        };
    }

    /// <summary>A point: s Rz p.</summary>
    public Vector3D Apply(Vector3D p)
    {
        (double x, double y) = Apply((p.X, p.Y));
        return new(x, y, Scale * p.Z);
    }

    /// <summary>A point or velocity in the ground plane.</summary>
    public (double X, double Y) Apply((double X, double Y) p)
    {
        (double sin, double cos) = Math.SinCos(Yaw);
        return (Scale * (cos * p.X - sin * p.Y), Scale * (sin * p.X + cos * p.Y));
    }

    /// <summary>A sweep in its own frame: positions scaled, for use with the turned and scaled pose of the LiDAR.</summary>
    public LidarSweep Apply(LidarSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        float[] values = sweep.Values.ToArray();
        float scale = (float)Scale;
        for (int i = 0; i < values.Length; i += LidarSweep.Fields)
        {
            (values[i], values[i + 1], values[i + 2]) = (scale * values[i], scale * values[i + 1], scale * values[i + 2]);
        }
        return LidarSweep.Read(MemoryMarshal.AsBytes(values.AsSpan()), "scaled sweep");
    }

    private Pose Sensor(Pose pose) => new(Rotation.FromYaw(Yaw) * pose.Rotation, Apply(pose.Translation));

    private AnnotatedBox Apply(AnnotatedBox box) => box with
    {
        Box = new(Apply(box.Box.Center), box.Box.Size * Scale, box.Box.Yaw + Yaw),
        Velocity = Apply(box.Velocity),
    };

    private EgoState Apply(EgoState ego)
    {
        BirdsEyeJitter self = this;
        return ego with
        {
            Velocity = Apply(ego.Velocity),
            Acceleration = Apply(ego.Acceleration),
            // p_world' = s p_world and p_ego' = s Rz p_ego, hence R' = R Rz⁻¹ and t' = s t.
            EgoToWorld = ego.EgoToWorld is Pose pose ? new(pose.Rotation * Rotation.FromYaw(-Yaw), pose.Translation * Scale) : null,
            History = [.. ego.History.Select(past =>
            {
                (double x, double y) = self.Apply((past.X, past.Y));
                return new PastPose(past.Time, x, y, past.Yaw + self.Yaw);
            })],
        };
    }
}
