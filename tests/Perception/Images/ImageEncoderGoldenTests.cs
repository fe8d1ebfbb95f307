using System.Text.Json;
using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Images;

/// <summary>ResNet-50 and feature pyramid against mmdet's (golden/opus/r50_fpn_*).</summary>
[Trait("Category", "Golden")]
public sealed class ImageEncoderGoldenTests
{
    public static TheoryData<GoldenCase> Cases() => GoldenCases.Folders("opus", "r50_fpn_*");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_stage_and_level_is_upstreams(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        PerceptionConfig config = PerceptionConfig.Paper();
        using ImageEncoder encoder = new(config.Backbone, config.Neck);
        const string Own = "image_encoder.";
        encoder.load_state_dict(
            Golden.Tensors(golden, "weights.safetensors", "formula_weights").ToDictionary(pair => OpusNames.ToOwn(pair.Key)![Own.Length..], pair => pair.Value),
            strict: true, skip: [.. encoder.state_dict().Keys.Where(name => name.EndsWith("num_batches_tracked", StringComparison.Ordinal))]);
        encoder.eval();

        Tensor image = Golden.Tensors(golden, "inputs.safetensors", "formula_inputs")["image"];
        Tensor[] stages = encoder.Backbone.forward(image), levels = encoder.forward(image);

        Dictionary<string, Tensor> expected = Golden.Tensors(golden, "outputs.safetensors");
        JsonElement tolerance = golden.Meta().GetProperty("tolerance");
        foreach ((string name, Tensor value) in expected)
        {
            int index = name[1] - '2';
            Tensor actual = name[0] == 'c' ? stages[index].narrow(1, 0, value.shape[1]) : levels[index];
            TensorAssert.Close(Golden.Floats(actual), Golden.Floats(value),
                tolerance.GetProperty("atol").GetDouble(), tolerance.GetProperty("rtol").GetDouble(), name, value.shape);
        }
        Assert.Equal(stages.Length + levels.Length, expected.Count);
    }
}
