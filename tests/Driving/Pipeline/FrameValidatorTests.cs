using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Driving.Tests.Pipeline;

public sealed class FrameValidatorTests
{
    private static readonly Frame Good = NewFrame(Made.Rig());

    [Fact]
    public void A_good_frame_passes_as_it_is() => Assert.Equal(Good.Rig.Cameras, FrameValidator.Check(Good).Rig.Cameras);

    [Fact]
    public void One_camera_is_enough_and_nine_are_too_many()
    {
        FrameValidator.Check(NewFrame(new([Made.Camera("roof", 0)])));
        Refused("rig.cameras", NewFrame(new([.. Enumerable.Range(0, 9).Select(i => Made.Camera($"c{i}", 0))])));
        Refused("rig.cameras", NewFrame(new([])));
    }

    [Fact]
    public void A_camera_twice_is_refused_by_name() =>
        Refused("rig.cameras.left", NewFrame(new([Made.Camera("left", 0), Made.Camera("left", 1)])), "left");

    [Fact]
    public void An_image_without_camera_is_refused() => Refused("images", Good with { Images = [.. Good.Images.Skip(1)] });

    [Theory]
    [InlineData(double.NaN, 500)]
    [InlineData(double.PositiveInfinity, 500)]
    [InlineData(0, 500)]
    [InlineData(500, 0)]
    [InlineData(-500, -500)]
    public void Intrinsics_that_are_not_finite_singular_or_negative_are_refused(double fx, double fy) =>
        Refused("rig.cameras.roof.intrinsics", NewFrame(new([Made.Camera("roof", 0) with { Intrinsics = new(fx, 0, 320, 0, fy, 180, 0, 0, 1) }])), "roof");

    [Fact]
    public void A_rotation_that_is_not_a_unit_quaternion_is_refused()
    {
        Refused("rig.cameras.roof.rotation", Posed(new(new(1, 1, 0, 0), default)));
        Refused("rig.cameras.roof.rotation", Posed(new(new(double.NaN, 0, 0, 0), default)));
        Refused("rig.cameras.roof.rotation", Posed(new(new(0, 0, 0, 0), default)));
    }

    [Fact]
    public void A_translation_that_is_not_finite_or_not_on_a_car_is_refused()
    {
        Refused("rig.cameras.roof.translation", Posed(new(Rotation.Identity, new(double.NaN, 0, 0))));
        Refused("rig.cameras.roof.translation", Posed(new(Rotation.Identity, new(1500, 0, 0))), "metres");
    }

    [Fact]
    public void An_image_of_another_size_scales_the_intrinsics_if_its_aspect_is_the_same()
    {
        Camera camera = Made.Camera("roof", 0, 640, 360);
        Frame frame = NewFrame(new([camera])) with { Images = [Image(320, 180)] };
        Camera scaled = Assert.Single(FrameValidator.Check(frame).Rig.Cameras);
        Assert.Equal((320, 180), (scaled.Width, scaled.Height));
        (double u, double v, _) = camera.EgoToImage.Project(new(10, 1, 2));
        (double su, double sv, _) = scaled.EgoToImage.Project(new(10, 1, 2));
        Assert.Equal(u / 2, su, 9);
        Assert.Equal(v / 2, sv, 9);
    }

    [Fact]
    public void An_image_of_another_aspect_is_refused_by_its_camera() =>
        Refused("roof", NewFrame(new([Made.Camera("roof", 0, 640, 360)])) with { Images = [Image(640, 480)] }, "640×480");

    [Theory]
    [InlineData("ego.velocity")]
    [InlineData("ego.acceleration")]
    [InlineData("ego.yaw_rate")]
    [InlineData("ego.steering")]
    [InlineData("ego.pose.rotation")]
    [InlineData("ego.history[0]")]
    [InlineData("ego.history[1]")]
    public void An_absurd_ego_state_is_refused(string part) => Refused(part, Good with
    {
        Ego = part switch
        {
            "ego.velocity" => Made.Ego(speed: 101),
            "ego.acceleration" => new() { Acceleration = (0, double.NaN) },
            "ego.yaw_rate" => new() { YawRate = -11 },
            "ego.steering" => new() { Steering = 4 },
            "ego.pose.rotation" => new() { EgoToWorld = new(new(0, 0, 0, 3), default) },
            "ego.history[0]" => new() { History = [new(0.5, 0, 0, 0)] },
            _ => new() { History = [new(-1, 0, 0, 0), new(-0.5, 1000, 0, 0)] },
        },
    });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1)]
    [InlineData(1e15)]
    public void A_timestamp_that_is_none_is_refused(double timestamp) => Refused("timestamp", Good with { Timestamp = timestamp });

    [Fact]
    public void Names_with_control_characters_are_refused()
    {
        Refused("sequence", Good with { Sequence = "a\nb" });
        Refused("location", Good with { Location = new('x', 101) });
    }

    private static Frame Posed(Pose pose) => NewFrame(new([Made.Camera("roof", 0) with { SensorToEgo = pose }]));

    private static void Refused(string part, Frame frame, string? says = null)
    {
        InvalidInputException e = Assert.Throws<InvalidInputException>(() => FrameValidator.Check(frame));
        Assert.Equal(part, e.Part);
        Assert.Contains(says ?? "", e.Message, StringComparison.Ordinal);
    }

    private static Frame NewFrame(Rig rig) => new() { Rig = rig, Images = [.. rig.Cameras.Select(c => Image(c.Width, c.Height))], Timestamp = 1.5e9 };

    private static EncodedImage Image(int width, int height) => new(default, ImageFormat.Jpeg, width, height);
}
