using VoxPilot.Core;

namespace VoxPilot.Planning.Tests;

public sealed class EgoFeaturesTests
{
    [Fact]
    public void Every_number_stands_at_its_documented_place()
    {
        EgoState ego = new()
        {
            Velocity = (8, 0.1),
            Acceleration = (0.5, -0.2),
            YawRate = 0.03,
            Steering = 0.02,
            History = [new(-2, -16, 1, -0.2), new(-1.5, -12, 0.6, -0.15), new(-1, -8, 0.3, -0.1), new(-0.5, -4, 0.1, -0.05)],
        };
        Assert.Equal(
            [-16f, 1f, -0.2f, -12f, 0.6f, -0.15f, -8f, 0.3f, -0.1f, -4f, 0.1f, -0.05f, 8f, 0.1f, 0.03f, 0.5f, -0.2f, 0.02f, 0f, 1f, 0f],
            EgoFeatures.From(ego, Command.Left));
    }

    [Fact]
    public void An_unknown_ego_state_leaves_zeros_and_the_command()
    {
        float[] features = EgoFeatures.From(null, Command.Right);
        Assert.All(features[..18], f => Assert.Equal(0, f));
        Assert.Equal([1f, 0f, 0f], features[18..]);
        Assert.All(EgoFeatures.From(null, null), f => Assert.Equal(0, f));
    }

    [Fact]
    public void Past_poses_between_known_ones_are_interpolated()
    {
        EgoState ego = new() { Velocity = (4, 0), History = [new(-2.2, -8.8, 0, 0), new(-0.8, -3.2, 0, 0)] };
        float[] features = EgoFeatures.From(ego, null);
        Assert.Equal([-8f, -6f, -4f, -2f], [features[0], features[3], features[6], features[9]], (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void An_unknown_past_is_the_present_arc_driven_backwards()
    {
        const double speed = 5, yawRate = 0.2, radius = speed / yawRate;
        float[] features = EgoFeatures.From(new() { Velocity = (speed, 0), YawRate = yawRate }, null);
        for (int i = 0; i < 4; i++)
        {
            double angle = yawRate * EgoFeatures.PastTimes[i];
            Assert.Equal(radius * Math.Sin(angle), features[3 * i], 0.08);
            Assert.Equal(radius * (1 - Math.Cos(angle)), features[3 * i + 1], 0.02);
            Assert.Equal(angle, features[3 * i + 2], 1e-6);
        }
    }
}
