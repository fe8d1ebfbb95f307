using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Teachers;

public sealed class TeacherInputTests
{
    private static readonly TeacherInputConfig asItIs = new();

    [Fact]
    public void An_image_that_fits_only_changes_its_statistics()
    {
        using DisposeScope scope = NewDisposeScope();
        double[][][,] pixels = PlainImages.Pixels(2, 16, 32);
        Tensor prepared = new TeacherInput(asItIs, 16).Prepare(PlainImages.AsGiven(pixels));
        Assert.Equal([2L, 3, 16, 32], prepared.shape);
        TensorAssert.Close(Golden.Floats(prepared), PlainImages.Flat(pixels.Select(PlainImages.ForClip)), 1e-5, 1e-5, "prepared");
    }

    [Theory]
    [InlineData(1, 14, 28, 42)]    // 30×40 pixels to the nearest multiples of 14
    [InlineData(0.5, 7, 14, 21)]
    [InlineData(2, 16, 64, 80)]
    [InlineData(0.1, 16, 16, 16)]  // at least one feature
    public void Sides_become_multiples_of_the_stride_by_bicubic_resampling(double scale, int stride, int height, int width)
    {
        using DisposeScope scope = NewDisposeScope();
        double[][][,] pixels = PlainImages.Pixels(1, 30, 40);
        Tensor prepared = new TeacherInput(asItIs with { Scale = scale }, stride).Prepare(PlainImages.AsGiven(pixels));
        CheckResampled(prepared, pixels[0], height, width);
    }

    [Fact]
    public void A_teacher_can_have_a_size_of_its_own()
    {
        using DisposeScope scope = NewDisposeScope();
        double[][][,] pixels = PlainImages.Pixels(1, 30, 40);
        CheckResampled(new TeacherInput(asItIs with { Height = 32, Width = 64 }, 16).Prepare(PlainImages.AsGiven(pixels)), pixels[0], 32, 64);
    }

    [Fact]
    public void A_teacher_can_have_statistics_of_its_own()
    {
        using DisposeScope scope = NewDisposeScope();
        double[][][,] pixels = PlainImages.Pixels(1, 8, 8);
        TeacherInput input = new(new() { Mean = [0.5, 0.5, 0.5], Std = [0.5, 0.5, 0.5] }, 8);
        float[] expected = PlainImages.Flat([[.. pixels[0].Select(channel => PlainImages.Each(channel, value => value / 127.5 - 1))]]);
        TensorAssert.Close(Golden.Floats(input.Prepare(PlainImages.AsGiven(pixels))), expected, 1e-5, 1e-5, "prepared");
    }

    [Fact]
    public void Sizes_that_contradict_each_other_are_refused()
    {
        Assert.Contains("found scale 1, height 32, width none", Fault(asItIs with { Height = 32 }), StringComparison.Ordinal);
        Assert.Contains("found scale 0.5, height 32, width 64", Fault(asItIs with { Height = 32, Width = 64, Scale = 0.5 }), StringComparison.Ordinal);
        Assert.Contains("found scale 0, height none, width none", Fault(asItIs with { Scale = 0 }), StringComparison.Ordinal);
        Assert.Contains("multiples of the teacher's stride, 16; found 32×50", Fault(asItIs with { Height = 32, Width = 50 }), StringComparison.Ordinal);
        Assert.Contains("three numbers each", Fault(asItIs with { Std = [1, 1] }), StringComparison.Ordinal);

        static string Fault(TeacherInputConfig config) => Assert.Throws<InvalidInputException>(() => new TeacherInput(config, 16)).Message;
    }

    private static void CheckResampled(Tensor prepared, double[][,] picture, int height, int width)
    {
        Assert.Equal([1L, 3, height, width], prepared.shape);
        double[][,] resampled = [.. picture.Select(channel => PlainImages.Each(PlainLayers.Resample(channel, height, width), value => Math.Clamp(value, 0, 255)))];
        TensorAssert.Close(Golden.Floats(prepared), PlainImages.Flat([PlainImages.ForClip(resampled)]), 1e-4, 1e-4, "prepared");
    }
}
