using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training;

public sealed class LearningRateScheduleTests
{
    private static readonly TrainingConfig config = new() { Steps = 1000, BatchSize = 1, WarmupSteps = 100, WarmupStart = 0.25, FinalShare = 0.01 };

    [Fact]
    public void It_rises_in_a_line_to_the_peak_and_falls_by_half_a_cosine_to_the_end()
    {
        Assert.Equal(0.25, LearningRateSchedule.Share(config, 0));
        Assert.Equal(0.625, LearningRateSchedule.Share(config, 50), 1e-12);
        Assert.Equal(1, LearningRateSchedule.Share(config, 100));
        Assert.Equal((1 + 0.01) / 2, LearningRateSchedule.Share(config with { Steps = 1001 }, 550), 1e-12);
        Assert.Equal(0.01, LearningRateSchedule.Share(config, 999), 1e-12);
        double[] all = [.. Enumerable.Range(0, 1000).Select(i => LearningRateSchedule.Share(config, i))];
        Assert.All(Enumerable.Range(1, 100), i => Assert.True(all[i] > all[i - 1]));
        Assert.All(Enumerable.Range(101, 899), i => Assert.True(all[i] < all[i - 1]));
    }

    [Fact]
    public void Short_runs_and_runs_without_warm_up_stay_within_bounds()
    {
        Assert.Equal(1, LearningRateSchedule.Share(config with { WarmupSteps = 0 }, 0));
        Assert.Equal(1, LearningRateSchedule.Share(config with { Steps = 1, WarmupSteps = 0 }, 0));
        foreach (int steps in (int[])[1, 2, 50, 100, 101])
        {
            Assert.All(Enumerable.Range(0, steps), i => Assert.InRange(LearningRateSchedule.Share(config with { Steps = steps }, i), 0.01, 1));
        }
    }
}
