using System.Text.Json;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Import;

public sealed class OpusNamesTests
{
    [Fact]
    [Trait("Category", "Golden")]
    public void Every_name_and_shape_of_OPUS_T_maps_and_none_is_left_over()
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement list = GoldenCases.Require("opus/opus_t_r50_state_dict_names.json").ReadJson("opus_t_r50_state_dict_names.json");
        Dictionary<string, long[]> upstream = list.GetProperty("state_dict").EnumerateArray().ToDictionary(
            one => one.GetProperty("name").GetString()!,
            one => one.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()).ToArray());
        Assert.Equal(list.GetProperty("entries").GetInt32(), upstream.Count);
        using PerceptionModel model = new(PerceptionConfig.OpusT());
        Dictionary<string, Tensor> exported = OpusCheckpoint.Export(model);

        Assert.Equal(upstream.Keys.Order(StringComparer.Ordinal), exported.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, long[] shape) in upstream)
        {
            Assert.Equal(shape, exported[name].shape);
            if (!OpusNames.Geometry.Contains(name))
            {
                Assert.Equal(name, OpusNames.ToUpstream(OpusNames.ToOwn("module." + name)!));
            }
        }
        Assert.Equal(list.GetProperty("parameters").GetInt64(),
            model.named_parameters().Where(p => OpusNames.ToUpstream(p.name) is not null).Sum(p => p.parameter.numel()));
    }

    [Fact]
    public void A_model_comes_back_from_its_export()
    {
        using DisposeScope scope = NewDisposeScope();
        PerceptionConfig config = Small();
        using PerceptionModel first = PerceptionModel.Create(config, 1), second = PerceptionModel.Create(config, 2);
        OpusCheckpoint.Load(second, OpusCheckpoint.Export(first));
        Dictionary<string, Tensor> expected = first.state_dict();
        foreach ((string name, Tensor value) in second.state_dict().Where(pair => OpusNames.ToUpstream(pair.Key) is not null))
        {
            Assert.True(value.equal(expected[name]).all().item<bool>() || value.allclose(expected[name], 0, 0), name);
        }
    }

    [Fact]
    public void A_checkpoint_that_does_not_fit_is_refused_by_name()
    {
        using DisposeScope scope = NewDisposeScope();
        using PerceptionModel model = PerceptionModel.Create(Small(), 1);

        Dictionary<string, Tensor> state = OpusCheckpoint.Export(model);
        state.Remove("pts_bbox_head.init_points.weight");
        state["pts_bbox_head.novelty"] = zeros(1);
        string message = Assert.Throws<InvalidInputException>(() => OpusCheckpoint.Load(model, state)).Message;
        Assert.Contains("1 unknown (pts_bbox_head.novelty)", message, StringComparison.Ordinal);
        Assert.Contains("1 missing (pts_bbox_head.init_points.weight)", message, StringComparison.Ordinal);

        state = OpusCheckpoint.Export(model);
        state["img_backbone.bn1.weight"] = zeros(3);
        Assert.Contains("img_backbone.bn1.weight has the shape (3)",
            Assert.Throws<InvalidInputException>(() => OpusCheckpoint.Load(model, state)).Message, StringComparison.Ordinal);

        state = OpusCheckpoint.Export(model);
        state["pts_bbox_head.pc_range"] = zeros(6);
        Assert.Contains("Grid", Assert.Throws<InvalidInputException>(() => OpusCheckpoint.Load(model, state)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Category", "Golden")]
    [InlineData("zip_format.pth", 0)]
    [InlineData("legacy_format.pth", 0)]
    [InlineData("zip_half_module_prefix.pth", 1e-3)]
    public void A_checkpoint_of_each_format_loads(string file, double rtol)
    {
        using DisposeScope scope = NewDisposeScope();
        GoldenCase golden = GoldenCases.Require("opus/checkpoint_formats");
        Dictionary<string, Tensor> expected = Golden.Tensors(golden, "expected.safetensors");
        Dictionary<string, Tensor> state = TorchCheckpoint.Read(golden.File(file));

        // One decoder layer of 24 queries and channels, without a backbone.
        PerceptionConfig small = Small();
        float[] range = Golden.Floats(expected["pts_bbox_head.pc_range"]);
        double voxel = expected["pts_bbox_head.voxel_size"][0].item<float>();
        using JsonDocument rangeJson = JsonDocument.Parse(JsonSerializer.Serialize(range));
        using PerceptionModel model = PerceptionModel.Create(
            small with { Encoder = small.Encoder with { Grid = Golden.Grid(rangeJson.RootElement, Math.Round(voxel, 3)) } }, 5);
        OpusCheckpoint.Load(model, state, partial: true);

        Dictionary<string, Tensor> loaded = OpusCheckpoint.Export(model);
        string[] stored = [.. state.Keys];
        Assert.NotEmpty(stored);
        foreach (string name in stored)
        {
            TensorAssert.Close(Golden.Floats(loaded[name]), Golden.Floats(expected[name]), rtol, rtol, name, expected[name].shape);
        }
    }

    private static PerceptionConfig Small()
    {
        PerceptionConfig nano = PerceptionConfig.Nano();
        return nano with
        {
            Neck = new() { Width = 24 },
            Encoder = new() { Queries = 24, Width = 24, Points = [1], Frames = 2, Levels = 4, FfnWidth = 512 },
            Forecaster = nano.Forecaster with { Width = 24, SourcePoints = 1, Points = 1 },
        };
    }
}
