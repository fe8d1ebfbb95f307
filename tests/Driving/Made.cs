using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Driving.Tests;

/// <summary>Made-up things that tests share.</summary>
internal static class Made
{
    public static PackInfo Pack { get; } = new()
    {
        Name = "made-up",
        Hash = new string('0', 64),
        Trained = false,
        Architecture = "nano",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Capabilities = ["vqa", "occupancy", "plan"],
    };

    /// <summary>A camera that looks along <paramref name="yaw"/>, with 70 degrees of view.</summary>
    public static Camera Camera(string name, double yaw, int width = 640, int height = 360)
    {
        // optical axis (z) forward, x to the right, y down
        Matrix3 axes = new(0, 0, 1, -1, 0, 0, 0, -1, 0);
        Rotation rotation = Rotation.FromYaw(yaw) * Rotation.FromMatrix(axes);
        double focal = width / 2.0 / Math.Tan(35 * Math.PI / 180);
        Matrix3 k = new(focal, 0, width / 2.0 - 0.5, 0, focal, height / 2.0 - 0.5, 0, 0, 1);
        return new(name, k, new(rotation, new(1.5 * Math.Cos(yaw), 1.5 * Math.Sin(yaw), 1.5)), width, height);
    }

    /// <summary>Six cameras named and turned as nuScenes' are.</summary>
    public static Rig Rig(int width = 640, int height = 360)
    {
        double[] yaws = [0, -55, 55, 180, 110, -110];
        return new([.. VoxPilot.Core.Rig.NuScenesNames.Select((name, i) => Camera(name, yaws[i] * Math.PI / 180, width, height))]);
    }

    /// <summary>Cameras all around, each turned by the same angle from the one before.</summary>
    public static Rig Ring(int cameras, int width = 640, int height = 360) =>
        new([.. Enumerable.Range(0, cameras).Select(i => Camera($"ring_{i}", 2 * Math.PI * i / cameras, width, height))]);

    public static EgoState Ego(double speed = 5, double yawRate = 0) => new() { Velocity = (speed, 0), YawRate = yawRate };
}
