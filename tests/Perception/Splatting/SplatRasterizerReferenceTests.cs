using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Splatting;

/// <summary>The vector of spec/sqs.md §8.6, and finite differences.</summary>
public sealed class SplatRasterizerReferenceTests
{
    private static readonly double[] images =
    [
        // at (4, 2), (3, 3), (6, 1): RGB, D, A
        .686552083, .183411636, .283237247, 2.340978164, .968242581,
        .224905891, .473501466, .288173575, 2.414247518, .791905003,
        .109625382, .067750732, .154737280, .970298329, .292791008,
    ];

    private static readonly (string Name, double[] Values)[] gradients =
    [
        ("means", [.405414619, -2.737086324, -2.889597848, -2.308824525, 1.674800232, -1.566528618, 1.772874168, 1.345012736, -3.102007349]),
        ("scales", [9.856506631, 9.530925676, 1.746065110, 1.348192064, 4.921349868, 4.855422696, 9.908814365, 9.678511501, .104585239]),
        ("rotations", [-.436315409, 3.199607864, -1.142759190, -1.059606944, 1.923553146, 1.186805335, -3.000017628, 1.361010726, 0, 0, 0, 0]),
        ("opacities", [3.990433165, 4.615323338, 7.105147603]),
        ("colours", [.. from value in new[] { 5.449327097, 2.687149473, 5.192223249 } from _ in Enumerable.Range(0, 3) select value]),
    ];

    [Fact]
    public void The_twin_gives_the_golden_vector()
    {
        SplatArrays scene = Vector();
        SplatReferenceImage image = SplatRasterizerReference.Render(scene, new());
        double[] gradColors = [.. Enumerable.Repeat(1.0, image.Colors.Length)], gradDepth = [.. Enumerable.Repeat(0.05, image.Depth.Length)];
        SplatArrays gradient = SplatRasterizerReference.Backward(scene, new(), image, gradColors, gradDepth, new double[gradDepth.Length]);
        Check([image.Colors, image.Depth, image.Alpha], [.. SplatScenes.Differentiable.Select(one => one.Of(gradient))], 1e-8);
        Assert.Equal(17.730382186, image.Colors.Sum() + 0.05 * image.Depth.Sum(), 1e-8);
    }

    [Theory]
    [InlineData(ScalarType.Float32, false, 1e-5)]
    [InlineData(ScalarType.Float32, true, 1e-5)]
    [InlineData(ScalarType.Float64, true, 1e-8)]
    public void Kernel_and_composition_give_the_golden_vector(ScalarType type, bool composed, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        SplatArrays scene = Vector();
        int pixels = scene.Shape.Pixels;
        (double[][] rendered, double[][] found) = SplatScenes.Run(
            scene, new(), type, composed, [.. Enumerable.Repeat(1.0, 3 * pixels)], [.. Enumerable.Repeat(0.05, pixels)], new double[pixels]);
        Check(rendered, found, tolerance);
    }

    [Theory]
    [InlineData("centred", 0, false, false, 0.9)]
    [InlineData("mirrored", 0, true, false, 0.9)]
    [InlineData("wide", 0, false, false, 3)]       // most Gaussians lie beyond the clamp
    [InlineData("harmonics", 16, false, false, 0.9)]
    [InlineData("small", 4, true, true, 0.5)]
    public void Gradients_agree_with_finite_differences(string seed, int bases, bool mirrored, bool antialiased, double focal)
    {
        SplatShape s = new(1, 2, 14, 3, bases, 11, 19);
        SplatConfig config = new() { Antialiased = antialiased, AlphaFloor = 1e-12, TransmittanceStop = 1e-12 }; // a threshold has no slope
        SplatArrays scene = SplatScenes.Random(s, $"differences/{seed}", mirrored, focal);
        // Some lie far to the side and reach into the image nevertheless.
        for (int k = 0; k < 3; k++)
        {
            (scene.Means[3 * k], scene.Means[3 * k + 1], scene.Means[3 * k + 2]) = (k == 0 ? 3.5 : -3.5, k == 1 ? 3 : 0.2, 2.5);
            (scene.Scales[3 * k], scene.Scales[3 * k + 1], scene.Scales[3 * k + 2], scene.Opacities[k]) = (1.6, 1.4, 1.2, 0.5);
        }
        double[] gradColors = SplatScenes.Cotangent("colours", s.Images * s.C * s.Pixels), gradDepth = SplatScenes.Cotangent("depth", s.Images * s.Pixels);
        double[] gradAlpha = SplatScenes.Cotangent("alpha", s.Images * s.Pixels);
        SplatReferenceImage image = SplatRasterizerReference.Render(scene, config);
        SplatArrays gradient = SplatRasterizerReference.Backward(scene, config, image, gradColors, gradDepth, gradAlpha);
        double Loss()
        {
            SplatReferenceImage moved = SplatRasterizerReference.Render(scene, config);
            return moved.Colors.Zip(gradColors, (a, b) => a * b).Sum() + moved.Depth.Zip(gradDepth, (a, b) => a * b).Sum() + moved.Alpha.Zip(gradAlpha, (a, b) => a * b).Sum();
        }
        foreach ((string name, Func<SplatArrays, double[]> of) in SplatScenes.Differentiable)
        {
            double[] values = of(scene), analytic = of(gradient), numeric = new double[values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                if (name == "world to camera" && i % 16 >= 12)
                {
                    continue; // the last row is not read
                }
                // Two steps of different length: their fourth-order combination.
                const double step = 2e-5;
                double value = values[i];
                double Slope(double h)
                {
                    values[i] = value + h;
                    double up = Loss();
                    values[i] = value - h;
                    double down = Loss();
                    values[i] = value;
                    return (up - down) / (2 * h);
                }
                numeric[i] = (4 * Slope(step) - Slope(2 * step)) / 3;
            }
            Assert.True(analytic.Count(v => v != 0) > analytic.Length / 4, $"{name}: too few gradients flow.");
            TensorAssert.RelativeToMax(analytic, numeric, 1e-6, name);
        }
    }

    [Fact]
    public void No_gradient_flows_through_an_alpha_that_is_cut_off()
    {
        SplatShape s = new(1, 1, 1, 1, 0, 1, 1);
        SplatArrays scene = new(s);
        (scene.Means[2], scene.Opacities[0], scene.Rotations[0], scene.Colors[0]) = (2, 1, 1, 3);
        Array.Fill(scene.Scales, 1);
        (scene.WorldToCamera[0], scene.WorldToCamera[5], scene.WorldToCamera[10], scene.WorldToCamera[15]) = (1, 1, 1, 1);
        (scene.Intrinsics[0], scene.Intrinsics[2], scene.Intrinsics[4], scene.Intrinsics[5], scene.Intrinsics[8]) = (10, 0.5, 10, 0.5, 1);
        SplatReferenceImage image = SplatRasterizerReference.Render(scene, new());
        SplatArrays gradient = SplatRasterizerReference.Backward(scene, new(), image, [1], [1], [1]);
        Assert.Equal(0.99 * 3, image.Colors[0], 1e-12);
        Assert.Equal(0, gradient.Opacities[0]);
        Assert.Equal([0, 0, 0.99], gradient.Means.Select(v => Math.Round(v, 12)));
        Assert.Equal(0.99, gradient.Colors[0], 1e-12);
    }

    private static SplatArrays Vector()
    {
        SplatArrays scene = new(new(1, 1, 3, 3, 0, 6, 8));
        double[] means = [.1, -.2, 2, -.3, .25, 3, .4, .1, 4], scales = [.30, .20, .50, .60, .40, .25, .64, .64, .64];
        double[] rotations = [1, .2, -.1, .3, .7, -.1, .5, .2, 1, 0, 0, 0], opacities = [.8, .6, .95], colors = [.9, .1, .2, .2, .8, .3, .1, .3, .7];
        means.CopyTo(scene.Means, 0);
        scales.CopyTo(scene.Scales, 0);
        rotations.CopyTo(scene.Rotations, 0);
        opacities.CopyTo(scene.Opacities, 0);
        colors.CopyTo(scene.Colors, 0);
        double[] pose = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], intrinsics = [7, 0, 4.25, 0, 6.5, 2.75, 0, 0, 1];
        pose.CopyTo(scene.WorldToCamera, 0);
        intrinsics.CopyTo(scene.Intrinsics, 0);
        return scene;
    }

    private static void Check(double[][] rendered, double[][] found, double tolerance)
    {
        double[] pixels = [.. from at in new[] { 2 * 8 + 4, 3 * 8 + 3, 8 + 6 } from value in (double[])[rendered[0][at], rendered[0][48 + at], rendered[0][96 + at], rendered[1][at], rendered[2][at]] select value];
        TensorAssert.Close(pixels, images, tolerance, 0, "images");
        foreach (((string name, double[] expected), double[] actual) in gradients.Zip(found))
        {
            TensorAssert.Close(actual, expected, tolerance, tolerance, name);
        }
    }
}
