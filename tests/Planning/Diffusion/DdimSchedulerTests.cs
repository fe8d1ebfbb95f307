namespace VoxPilot.Planning.Tests;

public sealed class DdimSchedulerTests
{
    private static readonly DdimScheduler Scheduler = new(new());

    // spec/sparseoccvla.md §8.3, computed anew from its formula with more digits than the table prints.
    [Theory]
    [InlineData(0, .99995, .0100)]
    [InlineData(8, .99950, .0316)]
    [InlineData(10, .99937, .0354)]
    [InlineData(20, .99865, .0520)]
    [InlineData(40, .99668, .0814)]
    [InlineData(50, .99541, .0957)]
    [InlineData(100, .98548, .1698)]
    [InlineData(999, .0271, .9996)]
    public void The_noise_schedule_is_the_table_of_the_specification(int t, double signal, double sigma)
    {
        double product = 1;
        for (int i = 0; i <= t; i++)
        {
            double root = Math.Sqrt(1e-4) + (Math.Sqrt(0.02) - Math.Sqrt(1e-4)) * i / 999;
            product *= 1 - root * root;
        }
        Assert.Equal(Math.Sqrt(product), Scheduler.Signal(t), 1e-5);
        Assert.Equal(Math.Sqrt(1 - product), Scheduler.Sigma(t), 1e-5);
        Assert.Equal(signal, Scheduler.Signal(t), t == 999 ? 5e-5 : 1e-5);
        Assert.Equal(sigma, Scheduler.Sigma(t), 5.1e-5);
    }

    [Fact]
    public void A_step_with_the_true_clean_sample_lands_on_the_same_noise_at_the_earlier_time()
    {
        DdimScheduler scheduler = new(new() { InferenceSteps = 100 });
        float[] clean = [0.3f, -0.7f, 0.05f], noise = [0.5f, -1.2f, 0.9f];
        DdimStep step = scheduler.Step(clean, 20, scheduler.AddNoise(clean, noise, 20));
        float[] expected = scheduler.AddNoise(clean, noise, 10);
        Assert.All(step.Previous.Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-5));
        Assert.Equal(clean, step.Clean);
    }

    [Fact]
    public void The_last_step_gives_the_clean_sample_itself()
    {
        float[] clean = [0.3f, -0.7f];
        DdimStep step = Scheduler.Step(clean, 0, Scheduler.AddNoise(clean, [1, -1], 0));
        Assert.All(step.Previous.Zip(clean), p => Assert.Equal(p.Second, p.First, 1e-6));
    }

    // x₁₀ = √ᾱ₁₀ x̂ + σ₁₀ (x₂₀ − √ᾱ₂₀ x̂) / σ₂₀ for the first call's answer x̂; the second call's answer is the plan.
    [Fact]
    public void The_two_calls_of_the_planners_sampler_are_the_closed_form()
    {
        DenoisingSchedule schedule = DenoisingSchedule.Of(PlanSampler.Ddim);
        DdimScheduler scheduler = new(new() { InferenceSteps = schedule.InferenceSteps });
        Assert.Equal([20, 10], schedule.Calls);
        float[] x = [0.21f, -0.4f], answer = [0.18f, -0.35f];
        DdimStep step = scheduler.Step(answer, 20, x);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = scheduler.Signal(10) * answer[i] + scheduler.Sigma(10) * (x[i] - scheduler.Signal(20) * answer[i]) / scheduler.Sigma(20);
            Assert.Equal(expected, step.Previous[i], 1e-6);
        }
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 20, 10)]
    [InlineData(4, 20, 15, 10, 5)]
    public void More_calls_share_the_same_way_out_among_them(int steps, params int[] calls)
    {
        DenoisingSchedule schedule = DenoisingSchedule.Of(PlanSampler.Ddim, steps);
        Assert.Equal(calls, schedule.Calls);
        DdimScheduler scheduler = new(new() { InferenceSteps = schedule.InferenceSteps });
        float x = 0.21f, answer = 0.18f;
        int next = 20 - 20 / steps;
        double signal = scheduler.Signal(next), sigma = scheduler.Sigma(next);
        double expected = signal * answer + sigma * (x - scheduler.Signal(20) * answer) / scheduler.Sigma(20);
        Assert.Equal(expected, scheduler.Step([answer], 20, [x]).Previous[0], 1e-6);
    }

    [Fact]
    public void Calls_that_do_not_divide_the_way_are_refused() =>
        Assert.Contains("1, 2, 4, 5, 10 or 20", Assert.Throws<ArgumentOutOfRangeException>(() => DenoisingSchedule.Of(PlanSampler.Ddim, 3)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_clean_sample_out_of_range_is_clipped_but_its_noise_is_not()
    {
        DdimStep step = Scheduler.Step([1.5f], 20, [1.2f]);
        float direction = (1.2f - Scheduler.Signal(20) * 1.5f) / Scheduler.Sigma(20);
        Assert.Equal([1f], step.Clean);
        Assert.Equal(Scheduler.Signal(19) + Scheduler.Sigma(19) * direction, step.Previous[0], 1e-6);
    }
}
