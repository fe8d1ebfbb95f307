using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training;

public sealed class StepMeterTests
{
    [Fact]
    public void A_line_has_the_means_since_the_line_before()
    {
        StepMeter meter = new(TimeProvider.System);
        meter.Batch([("b", 1), ("a", 10)], 11, 2);
        meter.Batch([("b", 3), ("a", 20)], 23, 2);
        meter.Step(5);
        Assert.Equal(4, meter.Time(StepMeter.Forward, () => 4));
        LossLine line = meter.Close(7, 1, 2.5, 1e-3);
        Assert.Equal(["b", "a"], line.Terms.Keys); // the stage's order
        Assert.Equal([2, 15], line.Terms.Values);
        Assert.Equal((7, 1, 2.5, 1e-3, 17.0, 5.0), (line.Step, line.Epoch, line.Seconds, line.LearningRate, line.Loss, line.GradientNorm));
        Assert.Equal(["data", "forward", "backward", "optimiser"], line.Shares.Keys);

        meter.Batch([("b", 8)], 8, 1);
        meter.Step(1);
        meter.Step(2);
        line = meter.Close(9, 1, 3, 1e-3);
        Assert.Equal(["b"], line.Terms.Keys);
        Assert.Equal((8.0, 1.5), (line.Loss, line.GradientNorm));
    }

    [Fact]
    public void A_term_that_some_batches_lack_is_the_mean_of_those_that_have_it()
    {
        StepMeter meter = new(TimeProvider.System);
        meter.Batch([("always", 1)], 1, 1);
        meter.Batch([("always", 3), ("seldom", 8)], 11, 1);
        meter.Step(1);
        Assert.Equal([("always", 2.0), ("seldom", 8.0)], meter.Close(2, 0, 1, 1e-3).Terms.Select(t => (t.Key, t.Value)));
    }
}
