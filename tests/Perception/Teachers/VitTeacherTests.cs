using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Teachers;

public sealed class VitTeacherTests
{
    private const string Weights = "open_clip.safetensors";

    private static readonly VitTeacherConfig config = new() { Patch = 8, Width = 32, Layers = 2, Heads = 4, ImageSize = 32, EmbeddingWidth = 20 };

    [Theory]
    [InlineData(32, 32, false, false)]
    [InlineData(32, 32, true, true)]
    [InlineData(24, 56, false, false)]
    [InlineData(24, 56, true, false)]
    [InlineData(48, 32, false, true)]
    public void The_map_is_that_of_plain_loops_at_the_size_of_training_and_at_others(int height, int width, bool projected, bool quick)
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        VitTeacherConfig chosen = config with { Projected = projected, QuickGelu = quick };
        OpenClipWeights weights = OpenClipWeights.Vit(chosen);
        weights.Under("visual.").WithText().Save(folder.At(Weights));
        using VitTeacher teacher = VitTeacher.Load(chosen, folder.At(Weights), "cpu");
        double[][][,] pixels = PlainImages.Pixels(2, height, width);
        Tensor maps = teacher.Maps(PlainImages.AsGiven(pixels));
        Assert.Equal([2L, projected ? 20 : 32, height / 8, width / 8], maps.shape);
        Assert.Equal(projected ? 20 : 32, teacher.Width);
        float[] expected = PlainImages.Flat(pixels.Select(picture => VitTwin.Features(weights, chosen, PlainImages.ForClip(picture))));
        TensorAssert.Close(Golden.Floats(maps), expected, 1e-4, 1e-4, "map");
    }

    [Fact]
    public void An_image_tower_alone_is_read_as_well()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        OpenClipWeights.Vit(config).Under("visual.").WithText().Save(folder.At(Weights));
        OpenClipWeights.Vit(config).Save(folder.At("tower.safetensors"));
        using VitTeacher whole = VitTeacher.Load(config, folder.At(Weights), "cpu"), alone = VitTeacher.Load(config, folder.At("tower.safetensors"), "cpu");
        Tensor images = PlainImages.AsGiven(PlainImages.Pixels(1, 32, 32));
        TensorAssert.Equal(alone.Maps(images), whole.Maps(images), "tower");
    }

    [Fact]
    public void What_is_missing_of_another_shape_or_left_over_is_named()
    {
        using TemporaryFolder folder = new();
        OpenClipWeights.Vit(config).Without("class_embedding").With("positional_embedding", 10, 32).With("transformer.resblocks.0.ls_1.gamma", 32)
            .Under("visual.").WithText().Save(folder.At(Weights));
        string fault = Assert.Throws<InvalidInputException>(() => VitTeacher.Load(config, folder.At(Weights), "cpu")).Message;
        Assert.Contains("1 missing (visual.class_embedding)", fault, StringComparison.Ordinal);
        Assert.Contains("1 of another shape (visual.positional_embedding is (10, 32), expected (17, 32))", fault, StringComparison.Ordinal);
        Assert.Contains("1 without a place (visual.transformer.resblocks.0.ls_1.gamma)", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_the_images_nor_the_weights_get_gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        OpenClipWeights.Vit(config).Save(folder.At(Weights));
        using VitTeacher teacher = VitTeacher.Load(config with { Projected = true }, folder.At(Weights), "cpu");
        Assert.False(teacher.Maps(PlainImages.AsGiven(PlainImages.Pixels(1, 32, 32)).requires_grad_()).requires_grad);
    }

    [Fact]
    public void The_preset_has_as_many_weights_as_OpenCLIPs_tower()
    {
        using VitTower tower = new(VitTeacherConfig.B16() with { Projected = true });
        Assert.Equal(86_192_640, tower.parameters().Sum(parameter => parameter.numel())); // 86.19 M in OpenCLIP's table of models
    }

    [Fact]
    public void A_config_that_is_no_architecture_is_refused()
    {
        Assert.Contains("width a multiple of heads", Fault(config with { Heads = 5 }), StringComparison.Ordinal);
        Assert.Contains("at least one patch", Fault(config with { ImageSize = 7 }), StringComparison.Ordinal);

        static string Fault(VitTeacherConfig config) => Assert.Throws<InvalidInputException>(() => VitTeacher.Load(config, "none", "cpu")).Message;
    }
}
