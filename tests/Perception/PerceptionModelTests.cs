using System.Diagnostics;
using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests;

public sealed class PerceptionModelTests(ITestOutputHelper output)
{
    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others()
    {
        using DisposeScope scope = NewDisposeScope();
        using PerceptionModel a = PerceptionModel.Create(PerceptionConfig.Nano(), 7), b = PerceptionModel.Create(PerceptionConfig.Nano(), 7);
        using PerceptionModel c = PerceptionModel.Create(PerceptionConfig.Nano(), 8);
        Dictionary<string, Tensor> first = a.state_dict(), second = b.state_dict(), third = c.state_dict();
        Assert.All(first, pair => Assert.Equal(Golden.Floats(pair.Value), Golden.Floats(second[pair.Key])));
        Assert.NotEqual(Golden.Floats(first["occupancy_encoder.initial_points"]), Golden.Floats(third["occupancy_encoder.initial_points"]));
    }

    [Fact]
    public void Initial_values_are_those_of_the_specification()
    {
        using DisposeScope scope = NewDisposeScope();
        using PerceptionModel model = PerceptionModel.Create(PerceptionConfig.Nano(), 7);
        Dictionary<string, Tensor> state = model.state_dict();
        void Within(string name, double low, double high)
        {
            float[] values = Golden.Floats(state["occupancy_encoder." + name]);
            Assert.All(values, v => Assert.InRange(v, low, high));
            Assert.True(low == high || values.Distinct().Count() > values.Length / 2, name + " is not spread");
        }
        Within("initial_points", 0, 1);
        Within("layers.1.sampling.offsets.weight", 0, 0);
        Within("layers.1.sampling.offsets.bias", -0.5, 0.5);
        Within("layers.1.mixing.generator.weight", 0, 0);
        Within("layers.1.attention.tau.weight", 0, 0);
        Within("layers.1.attention.tau.bias", 0, 2);
        Within("layers.3.class_head.6.bias", (float)-Math.Log(99), (float)-Math.Log(99));
    }

    [Fact]
    public void Nano_has_the_sizes_that_its_description_promises()
    {
        using DisposeScope scope = NewDisposeScope();
        using PerceptionModel model = new(PerceptionConfig.Nano());
        long Count(nn.Module part) => part.parameters().Sum(p => p.numel());
        output.WriteLine($"image encoder {Count(model.Images):N0}, occupancy encoder {Count(model.Occupancy):N0}, forecaster {Count(model.Forecaster):N0} parameters");
        Assert.InRange(Count(model.Images), 0.8e6, 1.4e6);
        Assert.InRange(Count(model.Occupancy), 4.5e6, 6.5e6);
        Assert.InRange(Count(model.Forecaster), 0.2e6, 1.5e6);
    }

    [Fact]
    public void Frozen_parts_of_the_paper_size_stay_frozen_in_training()
    {
        using DisposeScope scope = NewDisposeScope();
        PerceptionConfig config = PerceptionConfig.Paper();
        using ImageEncoder encoder = new(config.Backbone, config.Neck);
        encoder.train();
        Assert.All(encoder.named_modules().Where(m => m.module is TorchSharp.Modules.BatchNorm2d), m => Assert.False(m.module.training, m.name));
        Assert.All(encoder.named_parameters(), p =>
            Assert.Equal(!(p.name.StartsWith("backbone.conv1", StringComparison.Ordinal) || p.name.StartsWith("backbone.bn1", StringComparison.Ordinal)
                || p.name.StartsWith("backbone.layer1", StringComparison.Ordinal)), p.parameter.requires_grad));
    }

    [Fact]
    public void Samples_of_a_batch_do_not_touch_each_other()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        using PerceptionModel model = PerceptionModel.Create(PerceptionConfig.Nano(), 7);
        (Tensor[] levels, Tensor matrices) = Inputs(model, 2);
        OccupancyQueries both = model.Occupancy.forward(levels, matrices);
        for (int i = 0; i < 2; i++)
        {
            OccupancyQueries one = model.Occupancy.forward([.. levels.Select(l => l.narrow(0, i, 1))], matrices.narrow(0, i, 1));
            TensorAssert.Close(Golden.Floats(one.Points), Golden.Floats(both.Points.narrow(0, i, 1)), 1e-3, 1e-4, $"points of sample {i}");
            TensorAssert.Close(Golden.Floats(one.Logits), Golden.Floats(both.Logits.narrow(0, i, 1)), 1e-3, 1e-3, $"logits of sample {i}");
        }
    }

    [Fact]
    public void Gradients_reach_images_and_every_parameter_that_acts()
    {
        using DisposeScope scope = NewDisposeScope();
        using PerceptionModel model = PerceptionModel.Create(PerceptionConfig.Nano(), 7);
        (Tensor[] levels, Tensor matrices) = Inputs(model, 1);
        levels = [.. levels.Select(l => l.detach().requires_grad_())];
        Tensor loss = zeros(1);
        foreach (OccupancyQueries layer in model.Occupancy.Layers(levels, matrices))
        {
            loss = loss + layer.Points.square().mean() + layer.Logits.square().mean();
        }
        loss.backward();
        Assert.All(levels, l => Assert.True(l.grad!.abs().sum().item<float>() > 0));
        Assert.All(model.Occupancy.named_parameters().Where(p => p.name != "initial_points"), p => Assert.True(p.parameter.grad is not null, p.name));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Nano_sees_in_tens_of_milliseconds()
    {
        using IDisposable _ = no_grad();
        set_num_threads(Environment.ProcessorCount);
        using PerceptionModel model = PerceptionModel.Create(PerceptionConfig.Nano(), 7);
        using Tensor images = rand(6, 3, 96, 256);
        double backbone = Milliseconds(() => model.Images.forward(images));
        (Tensor[] levels, Tensor matrices) = Inputs(model, 1);
        double encoder = Milliseconds(() => model.Occupancy.forward(levels, matrices));
        Dictionary<string, double> steps = [];
        long last = 0;
        model.Occupancy.Watch = (name, _) =>
        {
            string step = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
            steps[step] = steps.GetValueOrDefault(step) + Stopwatch.GetElapsedTime(last).TotalMilliseconds;
            last = Stopwatch.GetTimestamp();
        };
        last = Stopwatch.GetTimestamp();
        OccupancyQueries queries = model.Occupancy.forward(levels, matrices);
        output.WriteLine("encoder until: " + string.Join(", ", steps.Select(step => $"{step.Key} {step.Value:F1}")));
        float[] points = Golden.Floats(queries.Points), logits = [.. Golden.Floats(queries.Logits).Select((v, i) => v + (i % 17 == i / 1632 % 17 ? 6 : 0))];
        PointVoxelizer voxelizer = new(PointVoxelizerConfig.SparseWorld());
        double voxels = Milliseconds(() => voxelizer.Voxelize(points, logits, 96));
        output.WriteLine($"nano, one sample, {get_num_threads()} threads: images {backbone:F1} ms, encoder {encoder:F1} ms, voxels {voxels:F1} ms");
        Assert.InRange(encoder, 0, 1000);
    }

    private static double Milliseconds(Action work)
    {
        double best = double.MaxValue;
        for (int i = 0; i < 12; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            long start = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return best;
    }

    /// <summary>Levels of two frames that the image encoder makes of formula images, seen by a ring of six cameras.</summary>
    private static (Tensor[] Levels, Tensor EgoToImage) Inputs(PerceptionModel model, int batch)
    {
        ImageConfig image = model.Config.Image;
        Core.Rig rig = new([.. Enumerable.Range(0, 6).Select(i => new Core.Camera($"CAM_{i}", new(1260, 0, 800, 0, 1260, 450, 0, 0, 1),
            Core.Geometry.Pose.Planar(0, 0, i * Math.PI / 3) * new Core.Geometry.Pose(
                Core.Geometry.Rotation.FromMatrix(new(0, 0, 1, -1, 0, 0, 0, -1, 0)), new(1, 0, 1.6)), 1600, 900))]);
        FrameView now = new(rig, Core.Geometry.Pose.Identity), then = new(rig, Core.Geometry.Pose.Planar(-4, 0, 0.1));
        Tensor matrices = new FramePreprocessor(image).EgoToImage([now, then]).expand(batch, -1, 4, 4);
        Tensor pixels = tensor(FormulaTensor.Values("nano/images", batch * 12L * 3 * image.Height * image.Width), [batch * 12, 3, image.Height, image.Width]);
        Tensor[] levels = [.. model.Images.forward(pixels).Select(l => l.view(batch, 12, l.shape[1], l.shape[2], l.shape[3]))];
        return (levels, matrices);
    }
}
