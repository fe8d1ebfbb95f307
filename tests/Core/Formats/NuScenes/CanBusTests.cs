using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Tests.Formats.NuScenes;

public sealed class CanBusTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-can-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Messages_read_back_as_they_were_written()
    {
        CanBus bus = Bus();
        bus.Write(root, "scene-0007");
        CanBus read = CanBus.Read(root, "scene-0007")!;
        Assert.Equal(bus.Poses, read.Poses);
        Assert.Equal(bus.Steering, read.Steering);
        string text = File.ReadAllText(Path.Combine(root, "can_bus", "scene-0007_pose.json"));
        Assert.StartsWith("[{\"accel\":[0,0,9.8],\"orientation\":[1,0,0,0],\"pos\":[0,0,0],\"rotation_rate\":[0,0,0],\"utime\":100,\"vel\":[0,0,0]}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scene_without_messages_has_none() => Assert.Null(CanBus.Read(root, "scene-0419"));

    [Theory]
    [InlineData(50, 0)] // before the first
    [InlineData(100, 0)]
    [InlineData(199, 0)]
    [InlineData(200, 1)]
    [InlineData(950, 8)]
    [InlineData(5000, 9)]
    public void The_message_at_a_time_is_the_last_that_had_come(long time, int expected) => Assert.Equal(expected, Bus().PoseAt(time).Pos.X);

    [Fact]
    public void The_steering_wheel_turns_further_than_the_wheels_and_to_the_same_side()
    {
        CanBusSteering left = CanBusSteering.FromFrontWheels(1, 0.1);
        Assert.Equal(1.5, left.Value, 1e-12); // nuScenes: positive is to the left
        Assert.Equal(0.1, left.ToFrontWheels(), 1e-12);
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        Bus().Write(root, "scene-0007");
        File.WriteAllText(Path.Combine(root, "can_bus", "scene-0007_pose.json"), "[{\"utime\": 1}]");
        Assert.Contains("scene-0007_pose.json", Assert.Throws<InvalidDataException>(() => CanBus.Read(root, "scene-0007")).Message, StringComparison.Ordinal);
    }

    private static CanBus Bus() => new()
    {
        Poses =
        [
            .. Enumerable.Range(0, 10).Select(i => new CanBusPose
            {
                Accel = new(0, 0, 9.8), Orientation = new(1, 0, 0, 0), Pos = new(i, 0, 0), RotationRate = default, Utime = 100 + 100 * i, Vel = new(0.1 * i, 0, 0),
            }),
        ],
        Steering = [new() { Utime = 100, Value = -0.25 }],
    };
}
