using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Gaussians;

public sealed class GaussianDecoderTests
{
    private static readonly ImageConfig image = new() { Width = 64, Height = 32 };

    [Theory]
    [InlineData(GaussianLayerOrder.Solid, GaussianRefinement.Metres)]
    [InlineData(GaussianLayerOrder.Solid, GaussianRefinement.Logit)]
    [InlineData(GaussianLayerOrder.Probabilistic, GaussianRefinement.Metres)]
    public void Gradients_are_the_slopes_that_small_steps_find(GaussianLayerOrder order, GaussianRefinement refinement)
    {
        using DisposeScope scope = NewDisposeScope();
        GaussianDecoderConfig config = Small() with { Order = order, Refinement = refinement, Classes = 3, HarmonicsDegree = 1 };
        using GaussianDecoder decoder = GaussianDecoder.Create(config, image, 3).@double();
        (Tensor[] levels, Tensor egoToImage) = Inputs(config, 2, ScalarType.Float64);
        Dictionary<string, Tensor> inputs = decoder.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        using (no_grad())
        {
            // Attention starts even, which would leave its gradients untested.
            foreach ((string name, Tensor value) in inputs.Where(pair => pair.Key.Contains("attention.weights", StringComparison.Ordinal) || pair.Key == "queries"))
            {
                value.add_(Values(name, 0.3, ScalarType.Float64, value.shape));
            }
        }
        for (int l = 0; l < levels.Length; l++)
        {
            inputs[$"level{l}"] = levels[l].requires_grad_();
        }

        Loss().backward();
        const double Step = 1e-7; // shorter than the way to the nearest kink of a ReLU
        foreach ((string name, Tensor input) in inputs)
        {
            Tensor direction = Values("direction/" + name, 1, ScalarType.Float64, input.shape), kept = input.detach().clone();
            double slope = (At(Step) - At(-Step)) / (2 * Step), gradient = (input.grad! * direction).sum().item<double>();
            Assert.True(Math.Abs(slope - gradient) <= 1e-5 * Math.Abs(slope) + 1e-6, $"{name}: small steps say {slope}, the gradient says {gradient}.");

            double At(double step)
            {
                using IDisposable _ = no_grad();
                input.copy_(kept + direction * step);
                double loss = Loss().item<double>();
                input.copy_(kept);
                return loss;
            }
        }

        Tensor Loss()
        {
            Tensor sum = zeros(1, dtype: ScalarType.Float64);
            foreach (GaussianSet set in decoder.Layers(levels, egoToImage))
            {
                foreach (Tensor? field in (Tensor?[])[set.Means, set.Scales, set.Rotations, set.Opacities, set.Harmonics, set.Classes, set.Features])
                {
                    sum = sum + (field! * Values("loss", 1, ScalarType.Float64, field!.shape)).sum();
                }
            }
            return sum;
        }
    }

    [Theory]
    [InlineData(GaussianLayerOrder.Solid)]
    [InlineData(GaussianLayerOrder.Probabilistic)]
    public void In_single_precision_the_kernels_give_what_the_composition_gives_in_double(GaussianLayerOrder order)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        GaussianDecoderConfig config = Small() with { Order = order, Width = 32, Gaussians = 50 };
        using GaussianDecoder single = GaussianDecoder.Create(config, image, 5), twice = GaussianDecoder.Create(config, image, 5).@double();
        (Tensor[] levels, Tensor egoToImage) = Inputs(config, 2, ScalarType.Float32);
        GaussianSet actual = single.forward(levels, egoToImage);
        GaussianSet expected = twice.forward([.. levels.Select(level => level.to_type(ScalarType.Float64))], egoToImage.to_type(ScalarType.Float64));
        TensorAssert.Close(Golden.Floats(actual.Means), Golden.Floats(expected.Means), 1e-3, 1e-3, "means");
        TensorAssert.Close(Golden.Floats(actual.Features!), Golden.Floats(expected.Features!), 1e-3, 1e-3, "features");
    }

    [Theory]
    [InlineData(GaussianLayerOrder.Solid)]
    [InlineData(GaussianLayerOrder.Probabilistic)]
    public void No_Gaussians_give_an_empty_set(GaussianLayerOrder order)
    {
        using DisposeScope scope = NewDisposeScope();
        GaussianDecoderConfig config = Small() with { Gaussians = 0, Order = order };
        using GaussianDecoder decoder = GaussianDecoder.Create(config, image, 1);
        (Tensor[] levels, Tensor egoToImage) = Inputs(config, 2, ScalarType.Float32);
        foreach (ScalarType type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            GaussianSet set = decoder.to(type).forward([.. levels.Select(level => level.to_type(type))], egoToImage.to_type(type));
            Assert.Equal([2, 0, 3], set.Means.shape);
            Assert.Equal([2, 0, 1, 3], set.Harmonics!.shape);
            set.Means.sum().backward();
        }
    }

    [Fact]
    public void Cameras_that_see_nothing_and_no_cameras_at_all_give_a_finite_scene()
    {
        using DisposeScope scope = NewDisposeScope();
        GaussianDecoderConfig config = Small();
        using GaussianDecoder decoder = GaussianDecoder.Create(config, image, 1);
        (Tensor[] levels, Tensor egoToImage) = Inputs(config, 1, ScalarType.Float32);
        GaussianSet blind = decoder.forward(levels, zeros_like(egoToImage));
        GaussianSet none = decoder.forward([.. levels.Select(level => level.narrow(1, 0, 0))], egoToImage.narrow(1, 0, 0));
        Assert.All(Golden.Floats(blind.Means), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(Golden.Floats(blind.Means), Golden.Floats(none.Means));
        Assert.NotEqual(Golden.Floats(blind.Means), Golden.Floats(decoder.forward(levels, egoToImage).Means));
        (blind.Means.sum() + none.Opacities.sum()).backward();
        Assert.All(decoder.named_parameters().Where(p => p.parameter.grad is not null),
            p => Assert.All(Golden.Floats(p.parameter.grad!), value => Assert.True(float.IsFinite(value), p.name)));
    }

    [Fact]
    public void Training_without_any_logit_sees_what_blind_cameras_see()
    {
        using DisposeScope scope = NewDisposeScope();
        GaussianDecoderConfig config = Small() with { LogitDropout = 1, Dropout = 0 };
        using GaussianDecoder decoder = GaussianDecoder.Create(config, image, 1);
        (Tensor[] levels, Tensor egoToImage) = Inputs(config, 1, ScalarType.Float32);
        float[] seeing = Golden.Floats(decoder.forward(levels, egoToImage).Means), blind = Golden.Floats(decoder.forward(levels, zeros_like(egoToImage)).Means);
        decoder.train();
        Assert.NotEqual(seeing, blind);
        Assert.Equal(blind, Golden.Floats(decoder.forward(levels, egoToImage).Means));
    }

    [Fact]
    public void The_seed_alone_fixes_a_decoder_and_the_last_layer_is_the_result()
    {
        using DisposeScope scope = NewDisposeScope();
        GaussianDecoderConfig config = Small() with { Classes = 4 };
        using GaussianDecoder first = GaussianDecoder.Create(config, image, 7), again = GaussianDecoder.Create(config, image, 7), other = GaussianDecoder.Create(config, image, 8);
        (Tensor[] levels, Tensor egoToImage) = Inputs(config, 1, ScalarType.Float32);
        IReadOnlyList<GaussianSet> layers = first.Layers(levels, egoToImage);
        Assert.Equal(config.Layers, layers.Count);
        Assert.Equal(Golden.Floats(layers[^1].Classes!), Golden.Floats(again.forward(levels, egoToImage).Classes!));
        Assert.NotEqual(Golden.Floats(layers[0].Means), Golden.Floats(layers[1].Means));
        Assert.NotEqual(Golden.Floats(layers[^1].Means), Golden.Floats(other.forward(levels, egoToImage).Means));
    }

    [Theory]
    [InlineData(GaussianRefinement.Metres)]
    [InlineData(GaussianRefinement.Logit)]
    public void A_layer_moves_no_Gaussian_farther_than_its_step(GaussianRefinement refinement)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        GaussianDecoderConfig config = Small() with { Gaussians = 300, Refinement = refinement, Step = 0.5, VerticalStep = 0.1 };
        using GaussianDecoder decoder = GaussianDecoder.Create(config, image, 2);
        foreach ((string name, TorchSharp.Modules.Parameter value) in decoder.named_parameters().Where(p => p.name.Contains("head.10.bias", StringComparison.Ordinal)))
        {
            value.add_(50); // as far as it goes
        }
        (Tensor[] levels, Tensor egoToImage) = Inputs(config, 1, ScalarType.Float32);
        IReadOnlyList<GaussianSet> layers = decoder.Layers(levels, egoToImage);
        float[][] moves = [.. Golden.Floats(layers[1].Means - layers[0].Means).Chunk(3)];
        Assert.All(moves, move => Assert.True(move[0] is >= -1e-3f and <= 0.501f && move[2] is >= -1e-3f and <= 0.101f, $"{move[0]}, {move[2]}"));
        Assert.Contains(moves, move => move[0] > 0.45);
    }

    [Fact]
    public void Where_autocast_is_on_Gaussians_stay_in_single_precision()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        GaussianDecoderConfig config = Small() with { Width = 32 };
        using GaussianDecoder decoder = GaussianDecoder.Create(config, image, 2);
        (Tensor[] levels, Tensor egoToImage) = Inputs(config, 1, ScalarType.Float32);
        Dictionary<string, float[]> expected = Seen(levels);
        using (new Autocast(DeviceType.CPU))
        {
            Dictionary<string, float[]> actual = Seen([.. levels.Select(level => level.to_type(ScalarType.BFloat16))]);
            foreach (string name in (string[])["layer0.embedding", "layer0.key_points"])
            {
                Assert.Equal(expected[name], actual[name]);
            }
            Assert.NotEqual(expected["layer0.ffn"], actual["layer0.ffn"]);
        }

        Dictionary<string, float[]> Seen(Tensor[] given)
        {
            Dictionary<string, float[]> seen = [];
            decoder.Watch = (name, value) => seen[name] = Golden.Floats(value);
            GaussianSet set = decoder.forward(given, egoToImage);
            Assert.All((Tensor[])[set.Means, set.Scales, set.Rotations, set.Opacities], value => Assert.Equal(ScalarType.Float32, value.dtype));
            return seen;
        }
    }

    [Fact]
    public void Presets_have_the_papers_sizes_and_nano_fits_the_nano_image_network()
    {
        Assert.Equal((25_600, 128, 14, 9, 4), Sizes(GaussianDecoderConfig.PaperOcc()));
        Assert.Equal((25_600, 256, 14, 9, 4), Sizes(GaussianDecoderConfig.PaperDet()));
        Assert.Equal((25_600, 128, 28, 9, 4), Sizes(GaussianDecoderConfig.GaussianFormer()));
        GaussianDecoderConfig nano = GaussianDecoderConfig.Nano();
        PerceptionConfig perception = PerceptionConfig.Nano();
        Assert.Equal((2000, perception.Neck.Width, 14, 9, perception.Backbone.Outputs.Length), Sizes(nano));
        Assert.Equal(MetricBox.Of(GridSpec.Occ3D), nano.Range);
        Assert.Equal([100, 100, 8], new VoxelKeys(nano.Range, nano.Voxel, nano.Kernel).Sizes);
        GaussianDecoderConfig det = GaussianDecoderConfig.PaperDet();
        Assert.Equal([205, 205, 16], new VoxelKeys(det.Range, det.Voxel, det.Kernel).Sizes);

        static (int, int, int, int, int) Sizes(GaussianDecoderConfig c) => (c.Gaussians, c.Width, c.AnchorWidth, c.KeyPoints, c.Levels);
    }

    [Fact]
    public void Levels_and_architectures_that_do_not_fit_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        GaussianDecoderConfig config = Small();
        using GaussianDecoder decoder = GaussianDecoder.Create(config, image, 1);
        (Tensor[] levels, Tensor egoToImage) = Inputs(config, 1, ScalarType.Float32);
        Assert.Contains("2 feature levels; 1 were given", Assert.Throws<ArgumentException>(() => decoder.forward(levels[1..], egoToImage)).Message, StringComparison.Ordinal);
        Assert.Contains("(1, 2, 4, 4)", Assert.Throws<ArgumentException>(() => decoder.forward(levels, egoToImage.narrow(1, 0, 2))).Message, StringComparison.Ordinal);
        Assert.Contains("Groups", Assert.Throws<ArgumentException>(() => new GaussianDecoder(config with { Groups = 5 }, image)).Message, StringComparison.Ordinal);
    }

    private static GaussianDecoderConfig Small() => new()
    {
        Gaussians = 12,
        Width = 16,
        Layers = 2,
        Levels = 2,
        Range = new(new(-4, -4, -1), new(8, 4, 3)),
        Groups = 2,
        Voxel = 1,
        MaximumScale = 2,
    };

    /// <summary>Three cameras that look along x with some skew.</summary>
    private static (Tensor[] Levels, Tensor EgoToImage) Inputs(GaussianDecoderConfig config, int batch, ScalarType type)
    {
        Tensor matrices = Values("matrices", 6, type, batch, 3, 4, 4) + tensor(new float[] { 24, 24, 0, 0, 12, 0, 12, 0, 1, 0, 0, 0, 0, 0, 0, 1 }).view(4, 4).to_type(type);
        matrices[TensorIndex.Ellipsis, 2, TensorIndex.Colon] = Values("depth", 0.2, type, batch, 3, 4) + tensor(new float[] { 1, 0, 0, 0 }).to_type(type);
        return ([.. Enumerable.Range(0, config.Levels).Select(l => Values($"level{l}", 2, type, batch, 3, config.Width, 8 >> l, 16 >> l))], matrices);
    }

    private static Tensor Values(string name, double scale, ScalarType type, params long[] shape) =>
        tensor(FormulaTensor.Values($"gaussians/{name}", shape.Aggregate(1L, (x, y) => x * y), (float)scale), shape).to_type(type);
}
