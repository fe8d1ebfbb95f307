using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Teachers;

public sealed class ConvNextTeacherTests
{
    private const string Weights = "open_clip.safetensors";

    private static readonly ConvNextTeacherConfig config = new() { Depths = [1, 1, 2, 1], Widths = [8, 16, 32, 64] };

    [Theory]
    [InlineData(4, 64, 2, 3)]
    [InlineData(3, 32, 4, 6)]
    [InlineData(1, 8, 16, 24)]
    public void A_stages_map_is_that_of_plain_loops(int stage, int width, int rows, int columns)
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        OpenClipWeights weights = Made();
        weights.Under("visual.trunk.").Save(folder.At(Weights));
        using ConvNextTeacher teacher = ConvNextTeacher.Load(config with { Stage = stage }, folder.At(Weights), "cpu");
        double[][][,] pixels = PlainImages.Pixels(2, 64, 96);
        Tensor maps = teacher.Maps(PlainImages.AsGiven(pixels));
        Assert.Equal([2L, width, rows, columns], maps.shape);
        Assert.Equal(width, teacher.Width);
        float[] expected = PlainImages.Flat(pixels.Select(picture => ConvNextTwin.Features(weights, config.Depths, config.Widths, stage, PlainImages.ForClip(picture))));
        TensorAssert.Close(Golden.Floats(maps), expected, 1e-4, 1e-4, $"stage {stage}");
    }

    [Theory]
    [InlineData("visual.trunk.")]
    [InlineData("trunk.")]
    [InlineData("")]
    public void Whole_files_and_bare_towers_are_read_and_the_heads_and_the_text_are_passed_over(string prefix)
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        Made().Under("visual.trunk.").Save(folder.At(Weights));
        Made().Under(prefix).With(prefix + "head.norm.weight", 64).With("visual.head.proj.weight", 20, 64).WithText().Save(folder.At("other.safetensors"));
        using ConvNextTeacher expected = ConvNextTeacher.Load(config, folder.At(Weights), "cpu");
        using ConvNextTeacher actual = ConvNextTeacher.Load(config, folder.At("other.safetensors"), "cpu");
        Tensor images = PlainImages.AsGiven(PlainImages.Pixels(1, 32, 64));
        TensorAssert.Equal(actual.Maps(images), expected.Maps(images), prefix);
    }

    [Fact]
    public void Weights_of_half_precision_are_read()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        Made().Save(folder.At(Weights));
        Made().Save(folder.At("half.safetensors"), ScalarType.Float16);
        using ConvNextTeacher full = ConvNextTeacher.Load(config, folder.At(Weights), "cpu"), half = ConvNextTeacher.Load(config, folder.At("half.safetensors"), "cpu");
        Tensor images = PlainImages.AsGiven(PlainImages.Pixels(1, 32, 64));
        Tensor maps = half.Maps(images);
        Assert.Equal(ScalarType.Float32, maps.dtype);
        TensorAssert.RelativeToMax(maps, full.Maps(images), 0.02, "half");
    }

    [Fact]
    public void What_is_missing_of_another_shape_or_left_over_is_named()
    {
        using TemporaryFolder folder = new();
        Made().Without("stages.2.blocks.1.gamma").Without("stem.1.bias").With("stages.3.downsample.1.weight", 64, 30, 2, 2).With("stages.2.blocks.2.gamma", 32)
            .Under("visual.trunk.").Save(folder.At(Weights));
        InvalidInputException fault = Assert.Throws<InvalidInputException>(() => ConvNextTeacher.Load(config, folder.At(Weights), "cpu"));
        Assert.Contains("2 missing (visual.trunk.stem.1.bias, visual.trunk.stages.2.blocks.1.gamma)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("1 of another shape (visual.trunk.stages.3.downsample.1.weight is (64, 30, 2, 2), expected (64, 32, 2, 2))", fault.Message, StringComparison.Ordinal);
        Assert.Contains("1 without a place (visual.trunk.stages.2.blocks.2.gamma)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_is_taught_by_the_feature_under_its_centre()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        Made().Save(folder.At(Weights));
        using ConvNextTeacher teacher = ConvNextTeacher.Load(config, folder.At(Weights), "cpu");
        Tensor maps = teacher.Maps(PlainImages.AsGiven(PlainImages.Pixels(2, 64, 96))); // (2, 64, 2, 3), 32 pixels a feature
        // The first view shows the point one metre ahead in the middle of row 1, column 2; the second looks back.
        Tensor matrices = tensor(new float[] { 80, 0, 0, 0, 48, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 80, 0, 0, 0, 48, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 1 }, [1, 2, 4, 4]);
        Tensor centre = tensor(new float[] { 1, 0, 0 }, [1, 1, 3]);
        TeacherFeatures features = TeacherFeatures.Sample(centre, maps.unflatten(0, 1, 2), matrices, new() { Width = 96, Height = 64 });
        TensorAssert.Close(features.Features.flatten(), maps[0, TensorIndex.Colon, 1, 2], 1e-5, 1e-5, "feature");
    }

    [Fact]
    public void Neither_the_images_nor_the_weights_get_gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        Made().Save(folder.At(Weights));
        using ConvNextTeacher teacher = ConvNextTeacher.Load(config, folder.At(Weights), "cpu");
        Assert.False(teacher.Maps(PlainImages.AsGiven(PlainImages.Pixels(1, 32, 32)).requires_grad_()).requires_grad);
    }

    [Fact]
    public void The_preset_has_as_many_weights_as_ConvNeXt_Base_without_its_head()
    {
        using ConvNextTrunk trunk = new(ConvNextTeacherConfig.BaseW320());
        // timm: 88,591,464 with 1,000 classes, of which 1,025,000 are the classifier's and 2,048 the head's norm.
        Assert.Equal(88_591_464 - 1_025_000 - 2_048, trunk.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void A_config_that_is_no_architecture_is_refused()
    {
        Assert.Contains("found (1, 1) and (8, 16, 32)", Fault(new() { Depths = [1, 1], Widths = [8, 16, 32] }), StringComparison.Ordinal);
        Assert.Contains("stage counts from 1 to 4 with these depths; found 5", Fault(config with { Stage = 5 }), StringComparison.Ordinal);

        static string Fault(ConvNextTeacherConfig config) => Assert.Throws<InvalidInputException>(() => ConvNextTeacher.Load(config, "none", "cpu")).Message;
    }

    private static OpenClipWeights Made() => OpenClipWeights.ConvNext(config.Depths, config.Widths);
}
