using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class SceneBootstrapTests
{
    [Fact]
    public void Each_draw_takes_as_many_scenes_as_there_are()
    {
        SceneBootstrap bootstrap = new(7, seed: 3, replicates: 50);
        for (int r = 0; r < bootstrap.Count; r++)
        {
            Assert.Equal(7, bootstrap.Weights(r).ToArray().Sum());
        }
        Assert.Equal(bootstrap.Weights(4).ToArray(), new SceneBootstrap(7, seed: 3).Weights(4).ToArray());
        Assert.NotEqual(bootstrap.Weights(4).ToArray(), new SceneBootstrap(7, seed: 4).Weights(4).ToArray());
    }

    [Fact]
    public void The_interval_of_a_mean_is_that_of_its_standard_error()
    {
        SceneMean mean = new();
        Random random = new(5);
        for (int scene = 0; scene < 400; scene++)
        {
            mean.Add(scene, Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
        SceneEstimate estimate = new SceneBootstrap(400, replicates: 4000).Estimate(mean);
        Assert.Equal(400, estimate.Count);
        Assert.InRange((estimate.High - estimate.Low) / (2 * 1.96 / 20), 0.9, 1.1);
        Assert.InRange(estimate.Value, estimate.Low, estimate.High);
    }

    [Fact]
    public void A_difference_over_the_same_scenes_is_paired()
    {
        SceneMean a = new(), b = new();
        Random random = new(8);
        for (int scene = 0; scene < 100; scene++)
        {
            double hard = 10 * random.NextDouble();
            a.Add(scene, hard + 0.5);
            b.Add(scene, hard);
        }
        SceneBootstrap bootstrap = new(100);
        SceneEstimate difference = bootstrap.Estimate(a).Minus(bootstrap.Estimate(b));
        Assert.Equal(0.5, difference.Low, 9);
        Assert.Equal(0.5, difference.High, 9);
    }

    [Fact]
    public void A_scene_that_adds_nothing_is_drawn_all_the_same()
    {
        SceneMean mean = new();
        mean.Add(0, 1);
        mean.Reach(1);
        SceneEstimate estimate = new SceneBootstrap(2).Estimate(mean);
        Assert.Equal(1, estimate.Value);
        Assert.Contains(estimate.Replicates, double.IsNaN); // scene 1 twice: nothing to average
        Assert.Equal(1, estimate.Low);
    }
}
