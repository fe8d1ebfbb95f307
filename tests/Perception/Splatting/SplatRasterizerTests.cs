using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Splatting;

public sealed class SplatRasterizerTests
{
    // batch, cameras, Gaussians, channels, bases of harmonics, rows, columns
    [Theory]
    [InlineData(1, 1, 1, 1, 0, 5, 7)]
    [InlineData(2, 3, 60, 3, 0, 40, 50)]
    [InlineData(1, 2, 90, 3, 16, 33, 64)]
    [InlineData(2, 1, 90, 3, 4, 16, 16)]
    [InlineData(1, 1, 70, 17, 0, 31, 45)]
    [InlineData(1, 2, 70, 0, 0, 17, 80)]
    [InlineData(1, 1, 3000, 3, 0, 48, 48)]
    public void The_kernel_and_its_gradients_agree_with_the_twin(int b, int n, int k, int c, int bases, int height, int width)
    {
        SplatShape s = new(b, n, k, c, bases, height, width);
        for (int seed = 0; seed < 6; seed++)
        {
            using DisposeScope scope = NewDisposeScope();
            SplatConfig config = new() { Antialiased = seed % 2 == 1 };
            SplatArrays scene = SplatScenes.Random(s, $"twin/{seed}", mirrored: seed % 3 == 2);
            Compare(scene, config, ScalarType.Float32, composed: false, image: 1e-5, gradient: 2e-4, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(2, 2, 60, 3, 0, 20, 37, false)]
    [InlineData(1, 2, 60, 3, 9, 33, 20, true)]
    [InlineData(1, 1, 40, 0, 0, 17, 16, false)]
    public void The_composition_and_its_gradients_agree_with_the_twin(int b, int n, int k, int c, int bases, int height, int width, bool antialiased)
    {
        SplatShape s = new(b, n, k, c, bases, height, width);
        for (int seed = 0; seed < 3; seed++)
        {
            using DisposeScope scope = NewDisposeScope();
            SplatArrays scene = SplatScenes.Random(s, $"composition/{seed}", mirrored: seed == 2);
            Compare(scene, new() { Antialiased = antialiased }, ScalarType.Float64, composed: true, image: 1e-9, gradient: 1e-7, $"seed {seed}");
        }
    }

    [Fact]
    public void Images_and_gradients_have_the_same_bits_for_any_number_of_threads()
    {
        using DisposeScope scope = NewDisposeScope();
        SplatShape s = new(2, 3, 5000, 3, 4, 50, 70);
        SplatArrays scene = SplatScenes.Random(s, "threads");
        double[] gradColors = SplatScenes.Cotangent("colours", s.Images * s.C * s.Pixels), gradOther = SplatScenes.Cotangent("other", s.Images * s.Pixels);
        (double[][] Images, double[][] Gradients)[] runs =
            [.. new[] { 1, 2, 5, 5 }.Select(threads => SplatScenes.Run(scene, new() { Threads = threads }, ScalarType.Float32, false, gradColors, gradOther, gradOther))];
        foreach ((double[][] images, double[][] gradients) in runs[1..])
        {
            Assert.Equal(runs[0].Images, images);
            Assert.Equal(runs[0].Gradients, gradients);
        }
        Assert.All(runs[0].Gradients, gradient => Assert.Contains(gradient, value => value != 0));
    }

    [Theory]
    [InlineData(ScalarType.Float32, 1e-6)]
    [InlineData(ScalarType.Float64, 1e-12)]
    public void A_mirrored_camera_renders_the_mirrored_image(ScalarType type, double tolerance)
    {
        using DisposeScope scope = NewDisposeScope();
        SplatShape s = new(1, 2, 80, 3, 4, 30, 45);
        SplatImage straight = Render(SplatScenes.Random(s, "mirror"), type), mirrored = Render(SplatScenes.Random(s, "mirror", mirrored: true), type);
        foreach ((Tensor one, Tensor other, string name) in new[] { (straight.Colors, mirrored.Colors, "colours"), (straight.Depth, mirrored.Depth, "depth"), (straight.Alpha, mirrored.Alpha, "alpha") })
        {
            TensorAssert.RelativeToMax(other.flip(-1), one, tolerance, name);
            Assert.False(one.allclose(other), "The scene must not be symmetric.");
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Where_nothing_is_there_is_the_background_and_gradients_are_zero(ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach ((int k, Action<SplatArrays> change) in new (int, Action<SplatArrays>)[]
        {
            (0, _ => { }),
            (5, scene => { for (int i = 2; i < scene.Means.Length; i += 3) { scene.Means[i] = -50; } }),
            (5, scene => Array.Clear(scene.Opacities)),
            (5, scene => Array.Fill(scene.Means, double.NaN)),
            (5, scene => Array.Fill(scene.Scales, double.NaN)),
        })
        {
            SplatShape s = new(1, 2, k, 3, 0, 20, 18);
            SplatArrays scene = SplatScenes.Random(s, "nothing");
            change(scene);
            (GaussianSet gaussians, Tensor colors, SplatCameras cameras, Tensor[] leaves) = SplatScenes.Tensors(scene, type);
            Tensor background = tensor(new[] { 0.25, 0.5, 0.75 }).to(type).requires_grad_();
            SplatImage image = SplatRasterizer.RenderValues(gaussians, colors, cameras, new(), background);
            (image.Colors.sum() + image.Depth.sum() + image.ExpectedDepth().sum() + image.Alpha.sum()).backward();
            Assert.Equal([1, 2, 3, 20, 18], image.Colors.shape);
            TensorAssert.Equal(image.Colors, background.view(1, 1, 3, 1, 1).expand(1, 2, 3, 20, 18), "colours");
            TensorAssert.Equal(image.ExpectedDepth(), zeros([1, 2, 20, 18], type), "expected depth");
            Assert.All(leaves, leaf => TensorAssert.Equal(leaf.grad!, zeros_like(leaf), "gradient"));
            TensorAssert.Equal(background.grad!, full([3], 2 * 20 * 18, type), "gradient of the background");
        }
    }

    [Fact]
    public void A_background_shows_through_and_takes_its_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        SplatArrays scene = SplatScenes.Random(new(2, 2, 40, 3, 0, 20, 20), "background");
        (GaussianSet gaussians, Tensor colors, SplatCameras cameras, _) = SplatScenes.Tensors(scene, ScalarType.Float32);
        Tensor background = tensor(FormulaTensor.Values("splat/background", 12), [2, 2, 3]).requires_grad_();
        SplatImage black = SplatRasterizer.RenderValues(gaussians, colors, cameras, new()), image = SplatRasterizer.RenderValues(gaussians, colors, cameras, new(), background);
        Tensor left = 1 - black.Alpha;
        TensorAssert.Close(image.Colors, black.Colors + left.unsqueeze(2) * background.view(2, 2, 3, 1, 1), 1e-7, 0, "colours");
        image.Colors.sum().backward();
        TensorAssert.RelativeToMax(background.grad!, left.sum([2, 3]).unsqueeze(2).expand(2, 2, 3), 1e-5, "gradient");
        Assert.Throws<ArgumentException>(() => SplatRasterizer.RenderValues(gaussians, colors, cameras, new(), zeros(2)));
    }

    [Fact]
    public void What_one_Gaussian_of_two_equally_far_ones_hides_depends_on_their_order_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        float[] red = [1, 0], green = [0, 1];
        Assert.Equal([0.5f, 0.25f], Pixel([.. red, .. green]));
        Assert.Equal([0.25f, 0.5f], Pixel([.. green, .. red]));

        float[] Pixel(float[] colors)
        {
            GaussianSet two = new() { Means = tensor(new float[] { 0, 0, 2, 0, 0, 2 }, [1, 2, 3]), Scales = ones(1, 2, 3) * 1e3, Rotations = tensor(new float[] { 1, 0, 0, 0 }).expand(1, 2, 4), Opacities = full([1, 2], 0.5) };
            SplatCameras one = new() { WorldToCamera = eye(4).view(1, 1, 4, 4), Intrinsics = tensor(new float[] { 1, 0, 0.5f, 0, 1, 0.5f, 0, 0, 1 }, [1, 1, 3, 3]), Width = 1, Height = 1 };
            return Golden.Floats(SplatRasterizer.RenderValues(two, tensor(colors, [1, 2, 2]), one, new()).Colors);
        }
    }

    [Fact]
    public void Under_autocast_and_in_half_the_bits_images_are_rendered_in_single_precision()
    {
        using DisposeScope scope = NewDisposeScope();
        SplatArrays scene = SplatScenes.Random(new(1, 1, 40, 3, 4, 20, 20), "autocast");
        (GaussianSet gaussians, _, SplatCameras cameras, _) = SplatScenes.Tensors(scene, ScalarType.Float32);
        GaussianSet half = gaussians with { Harmonics = gaussians.Harmonics!.to(ScalarType.BFloat16) };
        SplatImage expected = SplatRasterizer.Render(gaussians with { Harmonics = half.Harmonics!.to(ScalarType.Float32) }, cameras, new());
        foreach (bool composed in (bool[])[false, true])
        {
            using Autocast on = new(DeviceType.CPU);
            SplatImage image = SplatRasterizer.Render(half, half.Harmonics, cameras, new(), null, composed);
            TensorAssert.Close(image.Colors, expected.Colors, 2e-5, 0, "colours");
            Assert.Equal(ScalarType.Float32, image.Colors.dtype);
        }
    }

    [Fact]
    public void Cameras_of_a_rig_show_a_point_where_the_network_sees_it()
    {
        using DisposeScope scope = NewDisposeScope();
        ImageConfig image = new() { Width = 256, Height = 96 };
        Matrix3 k = new(1266, 0, 816, 0, 1266, 491, 0, 0, 1);
        Pose pose = new(Rotation.FromMatrix(new(0, 0, 1, -1, 0, 0, 0, -1, 0)), new(1.7, 0.1, 1.5));
        Rig rig = new([new("CAM_FRONT", k, pose, 1600, 900)]);
        FrameView now = new(rig, null);
        SplatCameras cameras = SplatCameras.Of([rig], image, 48, 128);
        Vector3D point = new(12, 1.5, 0.8);
        (double u, double v, double depth) = FrameGeometry.EgoToImage(rig.Cameras[0], now, now, image).Project(point);
        GaussianSet one = new()
        {
            Means = tensor(new[] { (float)point.X, (float)point.Y, (float)point.Z }, [1, 1, 3]),
            Scales = full([1, 1, 3], 0.3),
            Rotations = tensor(new float[] { 1, 0, 0, 0 }, [1, 1, 4]),
            Opacities = ones([1, 1]),
        };
        SplatImage rendered = SplatRasterizer.Render(one, cameras, new());
        Assert.Equal([1, 1, 0, 48, 128], rendered.Colors.shape);
        Tensor alpha = rendered.Alpha[0, 0];
        int row = (int)(v / 2), column = (int)(u / 2);
        Assert.InRange(column, 1, 126);
        Assert.Equal(alpha.max().item<float>(), alpha[row, column].item<float>());
        Assert.Equal(depth, rendered.ExpectedDepth()[0, 0, row, column].item<float>(), 1e-4);
    }

    private static SplatImage Render(SplatArrays scene, ScalarType type)
    {
        (GaussianSet gaussians, _, SplatCameras cameras, _) = SplatScenes.Tensors(scene, type);
        return SplatRasterizer.Render(gaussians, cameras, new());
    }

    private static void Compare(SplatArrays scene, SplatConfig config, ScalarType type, bool composed, double image, double gradient, string name)
    {
        SplatShape s = scene.Shape;
        SplatReferenceImage expected = SplatRasterizerReference.Render(scene, config);
        double[] gradColors = SplatScenes.Cotangent("colours", s.Images * s.C * s.Pixels), gradDepth = SplatScenes.Cotangent("depth", s.Images * s.Pixels);
        double[] gradAlpha = SplatScenes.Cotangent("alpha", s.Images * s.Pixels);
        Assert.True(expected.IsMarginal.Count(marginal => marginal) <= expected.IsMarginal.Length / 5 + 1, $"{name}: too many pixels are left out.");
        Array.ForEach([gradDepth, gradAlpha], values => SplatScenes.LeaveOut(values, expected.IsMarginal, s, 1));
        SplatScenes.LeaveOut(gradColors, expected.IsMarginal, s, Math.Max(1, s.C));
        SplatArrays wanted = SplatRasterizerReference.Backward(scene, config, expected, gradColors, gradDepth, gradAlpha);
        (double[][] images, double[][] gradients) = SplatScenes.Run(scene, config, type, composed, gradColors, gradDepth, gradAlpha);
        foreach ((double[] actual, double[] plain, string what) in new[] { (images[0], expected.Colors, "colours"), (images[1], expected.Depth, "depth"), (images[2], expected.Alpha, "alpha") })
        {
            int channels = what == "colours" ? Math.Max(1, s.C) : 1;
            SplatScenes.LeaveOut(actual, expected.IsMarginal, s, channels);
            SplatScenes.LeaveOut(plain, expected.IsMarginal, s, channels);
            TensorAssert.RelativeToMax(actual, plain, image, $"{what}, {name}");
        }
        foreach (((string what, Func<SplatArrays, double[]> of), double[] actual) in SplatScenes.Differentiable.Zip(gradients))
        {
            TensorAssert.RelativeToMax(actual, of(wanted), gradient, $"gradient of {what}, {name}");
        }
    }
}
