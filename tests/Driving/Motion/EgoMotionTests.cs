using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Driving.Tests.Motion;

public sealed class EgoMotionTests
{
    [Fact]
    public void A_quarter_turn_at_constant_speed_ends_a_radius_ahead_and_a_radius_to_the_left()
    {
        double rate = Math.PI / 2 / 3; // a quarter turn in 3 s
        EgoState ego = Made.Ego(speed: 6, yawRate: rate);
        (double x, double y, double yaw) = EgoMotion.Hold(ego, 3);
        Assert.Equal(6 / rate, x, 9);
        Assert.Equal(6 / rate, y, 9);
        Assert.Equal(Math.PI / 2, yaw, 9);
    }

    [Fact]
    public void The_arc_passes_into_the_straight_line_without_a_jump()
    {
        (double X, double Y, double Yaw) below = EgoMotion.Hold(Made.Ego(10, 0.9e-6), 1), above = EgoMotion.Hold(Made.Ego(10, 1.1e-6), 1);
        Assert.Equal(below.X, above.X, tolerance: 1e-5);
        Assert.Equal(below.Y, above.Y, tolerance: 1e-5);
    }

    [Fact]
    public void World_poses_take_a_point_of_now_to_the_frame_of_then()
    {
        EgoState then = new() { EgoToWorld = Pose.Planar(100, 50, 0) }, now = new() { EgoToWorld = Pose.Planar(104, 50, 0) };
        Vector3D point = EgoMotion.PresentToPast(now, then, 0.5).Transform(new(10, 1, 0));
        Assert.Equal(14, point.X, 9);
        Assert.Equal(1, point.Y, 9);
    }

    [Fact]
    public void Without_world_poses_the_history_tells_and_without_history_the_speed()
    {
        EgoState history = new() { History = [new(-1, -8, 0, 0), new(-0.5, -4, 0, 0)] };
        Assert.Equal(14, EgoMotion.PresentToPast(history, null, 0.5).Transform(new(10, 0, 0)).X, 9);
        Assert.Equal(16, EgoMotion.PresentToPast(history, null, 0.75).Transform(new(10, 0, 0)).X, 9);
        Assert.Equal(12, EgoMotion.PresentToPast(Made.Ego(speed: 4), null, 0.5).Transform(new(10, 0, 0)).X, 9);
        Assert.Equal(10, EgoMotion.PresentToPast(null, null, 0.5).Transform(new(10, 0, 0)).X, 9);
    }

    [Fact]
    public void Holding_a_course_and_driving_its_trajectory_give_the_same_code()
    {
        EgoState ego = Made.Ego(speed: 6);
        Trajectory straight = new() { Points = [.. Enumerable.Range(1, 6).Select(i => (3.0 * i, 0.0))] };
        Assert.Equal(MotionCode.Encode(MotionCode.Extrapolate(ego), ego), MotionCode.Encode(MotionCode.FromTrajectory(straight), ego));
    }

    [Fact]
    public void A_standing_car_keeps_its_heading_however_its_points_jitter()
    {
        Trajectory jitter = new() { Points = [(0.01, -0.01), (0, 0.01), (0, 0), (0.01, 0), (0, 0.01), (0, 0)] };
        Assert.All(MotionCode.FromTrajectory(jitter), m => Assert.Equal(0, m.Yaw));
    }

    [Fact]
    public void An_unknown_ego_state_moves_nothing() =>
        Assert.All(MotionCode.Extrapolate(null), m => Assert.Equal(default, m));
}
