using VoxPilot.Core;
using VoxPilot.Jobs.Baselines;

namespace VoxPilot.Jobs.Tests.Baselines;

public sealed class CommandMeanBaselineTests
{
    private static readonly EgoExample[] Examples =
    [
        MadeExamples.Arc("a", 4, 0, 0, Command.Straight),
        MadeExamples.Arc("a", 8, 0, 0, Command.Straight),
        MadeExamples.Arc("b", 2, 0, 0.2, Command.Left),
        MadeExamples.Arc("b", 10, 0, 0, null),
    ];

    [Fact]
    public void The_mean_is_that_of_the_command_whatever_the_state()
    {
        CommandMeanBaseline baseline = CommandMeanBaseline.Fit(Examples);
        Trajectory plan = baseline.Plan(null, Command.Straight);
        Assert.Equal(Trajectory.Times.Select(t => (6 * t, 0.0)), plan.Points);
        Assert.Equal(plan.Points, baseline.Plan(MadeExamples.State(1, 1, 1), Command.Straight).Points);
        Assert.All(baseline.Plan(null, Command.Left).Points.Zip(Examples[2].Future.Points), pair => Assert.Equal(pair.Second.Y, pair.First.Y, 1e-6));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Command.Right)]
    public void Without_a_command_or_where_it_never_occurred_the_mean_is_over_all(Command? command)
    {
        Trajectory plan = CommandMeanBaseline.Fit(Examples).Plan(null, command);
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            Assert.Equal(Examples.Average(e => e.Future.Points[i].X), plan.Points[i].X, 1e-5);
            Assert.Equal(Examples.Average(e => e.Future.Points[i].Y), plan.Points[i].Y, 1e-5);
        }
    }

    [Fact]
    public void Without_examples_there_is_no_mean() => Assert.Throws<ArgumentException>(() => CommandMeanBaseline.Fit([]));
}
