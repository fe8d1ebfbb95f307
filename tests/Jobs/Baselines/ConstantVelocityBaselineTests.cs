using VoxPilot.Core;
using VoxPilot.Jobs.Baselines;

namespace VoxPilot.Jobs.Tests.Baselines;

public sealed class ConstantVelocityBaselineTests
{
    [Fact]
    public void Speed_and_heading_are_held_whatever_the_command_and_the_turn()
    {
        EgoState ego = MadeExamples.State(8, 2, 0.3);
        Trajectory plan = new ConstantVelocityBaseline().Plan(ego, Command.Left);
        Assert.Equal([(4, 0), (8, 0), (12, 0), (16, 0), (20, 0), (24, 0)], plan.Points);
        Assert.Equal(new double[6], plan.Headings!);
    }

    [Fact]
    public void Without_an_ego_state_it_stands_still_and_says_so()
    {
        ConstantVelocityBaseline baseline = new();
        Assert.Equal(Trajectory.Standstill.Points, baseline.Plan(null, Command.Straight).Points);
        Assert.Contains("without an ego state", baseline.About);
    }
}
