using VoxPilot.Core;

namespace VoxPilot.Perception.Tests.Odometry;

public sealed class VisualOdometryTests
{
    private const double Step = 0.5;

    private static readonly OdometryConfig config = new();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-0.6, 0)]
    [InlineData(2.3, 0.05)]
    [InlineData(6.7, -0.25)]
    [InlineData(9.9, 0.4)]
    [InlineData(13.4, 0)]
    public void Speed_and_turn_over_a_painted_plane_are_seen(double speed, double turn)
    {
        SeenMotion seen = Drive(speed, turn, frames: 2).Motion!.Value;
        Assert.InRange(seen.Speed, speed - 0.3, speed + 0.3);
        Assert.InRange(seen.YawRate, turn - 0.04, turn + 0.04);
        Assert.InRange(seen.SpeedDeviation, 0, 0.5);
    }

    [Fact]
    public void The_path_is_what_was_driven_seen_from_now()
    {
        OdometryFrame last = Drive(6, 0.3, frames: 6);
        EgoState state = last.State()!;
        Assert.Equal((last.Motion!.Value.Speed, 0), state.Velocity);
        Assert.Equal([-2, -1.5, -1, -0.5], state.History.Select(pose => pose.Time), (a, b) => Math.Abs(a - b) < 1e-9);
        PastPose oldest = state.History[0];
        double yaw = 0.3 * -2;
        Assert.InRange(oldest.X, 6 / 0.3 * Math.Sin(yaw) - 0.7, 6 / 0.3 * Math.Sin(yaw) + 0.7);
        Assert.InRange(oldest.Y, 6 / 0.3 * (1 - Math.Cos(yaw)) - 0.7, 6 / 0.3 * (1 - Math.Cos(yaw)) + 0.7);
        Assert.InRange(oldest.Yaw, yaw - 0.08, yaw + 0.08);
    }

    [Fact]
    public void Where_nothing_is_to_be_seen_belief_stays_and_becomes_doubt()
    {
        VisualOdometry odometry = new(PaintedGround.Image);
        OdometryFrame known = Drive(5, 0, frames: 3, odometry), frame = known;
        float[] fog = PaintedGround.Pixels(0, 0, 0, config.Height, (_, _, _, _) => 0);
        double[] doubt = [.. Enumerable.Range(0, 4).Select(_ => (frame = odometry.Next(fog, PaintedGround.EgoToImage, frame, Step)).Motion!.Value.SpeedDeviation)];
        Assert.Equal(doubt.Order(), doubt);
        Assert.InRange(doubt[0], 0.8, 1.2); // SpeedChange
        Assert.InRange(frame.Motion!.Value.Speed, 4.5, 5.5);
        Assert.True(odometry.Next(fog, PaintedGround.EgoToImage, odometry.Next(fog, PaintedGround.EgoToImage, null, 0), Step).Motion!.Value.SpeedDeviation > 5, "with no belief before");
    }

    [Fact]
    public void A_lorry_that_drives_along_on_one_side_does_not_make_the_car_stand()
    {
        static double Paint(double x, double y, double ahead, double left) => left is > 1.5 and < 4.5 && ahead is > -5 and < 7 ? PaintedGround.Wave(ahead + 40, left) : PaintedGround.Wave(x, y);
        SeenMotion seen = Drive(8, 0, frames: 2, paint: Paint).Motion!.Value;
        Assert.InRange(seen.Speed, 7.6, 8.4);
    }

    [Fact]
    public void Exposure_does_not_matter()
    {
        VisualOdometry odometry = new(PaintedGround.Image);
        OdometryFrame before = odometry.Next(PaintedGround.Pixels(0, 0, 0, config.Height), PaintedGround.EgoToImage, null, 0);
        OdometryFrame darker = odometry.Next(PaintedGround.Pixels(2, 0, 0, config.Height, contrast: 20), PaintedGround.EgoToImage, before, Step);
        Assert.InRange(darker.Motion!.Value.Speed, 3.7, 4.3);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(3)]
    public void Frames_too_near_or_too_far_apart_are_not_compared(double seconds)
    {
        VisualOdometry odometry = new(PaintedGround.Image);
        float[] pixels = PaintedGround.Pixels(0, 0, 0, config.Height);
        OdometryFrame first = odometry.Next(pixels, PaintedGround.EgoToImage, null, 0), second = odometry.Next(pixels, PaintedGround.EgoToImage, first, seconds);
        Assert.Null(first.State());
        Assert.Null(second.Motion);
        Assert.Empty(second.Path);
    }

    [Fact]
    public void Cells_that_no_camera_sees_are_not_seen()
    {
        float[] ahead = PaintedGround.Pixels(0, 0, 0, config.Height)[..(3 * PaintedGround.Image.Width * PaintedGround.Image.Height)];
        GroundView view = GroundView.Of(ahead, PaintedGround.EgoToImage, PaintedGround.Image, config);
        int half = view.Side / 2;
        Assert.DoesNotContain(true, view.Seen[..(half * view.Side)]); // behind
        Assert.True(view.Seen[(half + 40) * view.Side + half], "10 m ahead");
        Assert.All(view.Values.Zip(view.Seen), cell => Assert.True(cell.Second || cell.First == 0));
    }

    private static OdometryFrame Drive(double speed, double turn, int frames, VisualOdometry? odometry = null, Func<double, double, double, double, double>? paint = null)
    {
        odometry ??= new(PaintedGround.Image);
        OdometryFrame? frame = null;
        for (int i = 0; i < frames; i++)
        {
            double yaw = turn * i * Step, length = speed * i * Step;
            (double x, double y) = yaw == 0 ? (length, 0) : (length / yaw * Math.Sin(yaw), length / yaw * (1 - Math.Cos(yaw)));
            frame = odometry.Next(PaintedGround.Pixels(x, y, yaw, config.Height, paint), PaintedGround.EgoToImage, frame, Step);
        }
        return frame!;
    }
}
