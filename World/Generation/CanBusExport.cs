using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Generation;

/// <summary>Makes nuScenes' CAN bus messages of a recording: pose and steering, one message for each of its moments (20 Hz).</summary>
internal static class CanBusExport
{
    private const double Gravity = 9.81;

    public static CanBus Of(Recording recording, SceneNames names, MapFrame map) => new()
    {
        Poses = [.. recording.Moments.Select(moment => Pose(moment, names, map))],
        Steering = [.. recording.Moments.Select(moment => CanBusSteering.FromFrontWheels(names.Microseconds(moment.Time), moment.Ego.Steering))],
    };

    private static CanBusPose Pose(Moment moment, SceneNames names, MapFrame map)
    {
        EgoMotion ego = moment.Ego;
        Pose pose = ego.EgoToTown;
        return new()
        {
            Accel = new(ego.Acceleration, ego.Speed * ego.YawRate, Gravity),
            Orientation = pose.Rotation,
            Pos = map.Of(pose.Translation),
            RotationRate = new(0, 0, ego.YawRate),
            Utime = names.Microseconds(moment.Time),
            Vel = new(ego.Speed, 0, 0),
        };
    }
}
