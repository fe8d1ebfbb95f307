using System.Text.Json;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Import;

public sealed class GaussianFormerCheckpointTests
{
    private static readonly ImageConfig image = new() { Width = 64, Height = 32 };

    [Fact]
    [Trait("Category", "Golden")]
    public void Every_name_and_shape_of_GaussianFormer_maps_and_none_is_left_over()
    {
        using DisposeScope scope = NewDisposeScope();
        const string File = "gs25600_solid_state_dict_names.json";
        JsonElement list = GoldenCases.Require("gaussian_decoder/" + File).ReadJson(File);
        Dictionary<string, long[]> upstream = list.GetProperty("state_dict").EnumerateArray()
            .Where(one => !one.GetProperty("name").GetString()!.StartsWith("head.", StringComparison.Ordinal))
            .ToDictionary(
                one => one.GetProperty("name").GetString()!,
                one => one.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()).ToArray());
        Assert.True(upstream.Count > 200);
        using GaussianDecoder decoder = new(GaussianDecoderConfig.GaussianFormer(), image);
        Dictionary<string, Tensor> exported = GaussianFormerCheckpoint.Export(decoder);
        GaussianFormerNames names = new(decoder.Config);

        Assert.Equal(upstream.Keys.Order(StringComparer.Ordinal), exported.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, long[] shape) in upstream)
        {
            Assert.Equal(shape, exported[name].shape);
            if (!names.Geometry.Contains(name))
            {
                Assert.Equal(name, names.ToUpstream(names.ToOwn(name)!));
            }
        }
    }

    [Theory]
    [InlineData(GaussianLayerOrder.Solid)]
    [InlineData(GaussianLayerOrder.Probabilistic)]
    public void A_decoder_comes_back_from_its_export(GaussianLayerOrder order)
    {
        using DisposeScope scope = NewDisposeScope();
        GaussianDecoderConfig config = Small() with { Order = order };
        using GaussianDecoder first = GaussianDecoder.Create(config, image, 1), second = GaussianDecoder.Create(config, image, 2);
        Dictionary<string, Tensor> state = GaussianFormerCheckpoint.Export(first).ToDictionary(pair => "module." + pair.Key, pair => pair.Value);
        state["module.img_backbone.conv1.weight"] = zeros(1);
        state["module.head.empty_scalar"] = zeros(1);
        GaussianFormerCheckpoint.Load(second, state);
        Dictionary<string, Tensor> expected = first.state_dict();
        foreach ((string name, Tensor value) in second.state_dict())
        {
            Assert.Equal(Golden.Floats(expected[name]), Golden.Floats(value));
        }
    }

    [Fact]
    public void A_checkpoint_that_does_not_fit_is_refused_by_name()
    {
        using DisposeScope scope = NewDisposeScope();
        using GaussianDecoder decoder = GaussianDecoder.Create(Small(), image, 1);
        using GaussianDecoder larger = GaussianDecoder.Create(Small() with { Gaussians = 9 }, image, 1);
        Assert.Contains("lifter.anchor has the shape (9, 14); the decoder needs (6, 14)", Refused(GaussianFormerCheckpoint.Export(larger)), StringComparison.Ordinal);

        Dictionary<string, Tensor> state = GaussianFormerCheckpoint.Export(decoder);
        state["encoder.layers.4.layer.weight"] = zeros([16, 3, 3, 3, 16]);
        Assert.Contains(
            "encoder.layers.4.layer.weight has the shape (16, 3, 3, 3, 16); the decoder needs (16, 5, 5, 5, 16)", Refused(state), StringComparison.Ordinal);

        state = GaussianFormerCheckpoint.Export(decoder);
        state["encoder.layers.4.grid_size"] = ones(3) * 0.3f;
        Assert.Contains("encoder.layers.4.grid_size is", Refused(state), StringComparison.Ordinal);

        state = GaussianFormerCheckpoint.Export(decoder);
        state.Remove("encoder.layers.0.weights_fc.bias");
        state["encoder.novelty"] = zeros(1);
        string message = Refused(state);
        Assert.Contains("1 unknown (encoder.novelty)", message, StringComparison.Ordinal);
        Assert.Contains("1 missing (encoder.layers.0.weights_fc.bias)", message, StringComparison.Ordinal);

        string Refused(Dictionary<string, Tensor> given) =>
            Assert.Throws<InvalidInputException>(() => GaussianFormerCheckpoint.Load(decoder, given)).Message;
    }

    private static GaussianDecoderConfig Small() => new()
    {
        Gaussians = 6,
        Width = 16,
        Layers = 2,
        Levels = 2,
        Range = MetricBox.Of(GridSpec.Occ3D),
    };
}
