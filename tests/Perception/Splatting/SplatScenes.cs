using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Splatting;

/// <summary>Scenes for the rasteriser's tests, as arrays and as tensors of the same values.</summary>
internal static class SplatScenes
{
    /// <summary>The places of the arrays that carry gradients, and their names.</summary>
    public static (string Name, Func<SplatArrays, double[]> Of)[] Differentiable { get; } =
    [
        ("means", a => a.Means), ("scales", a => a.Scales), ("rotations", a => a.Rotations),
        ("opacities", a => a.Opacities), ("colours", a => a.Colors), ("world to camera", a => a.WorldToCamera),
    ];

    /// <summary>
    /// Gaussians around turned cameras with their principal points off the centre: before and behind them, within the image, beside it beyond
    /// the clamp, from needles to discs, from faint ones to one that is opaque.
    /// </summary>
    public static SplatArrays Random(SplatShape s, string seed, bool mirrored = false, double focal = 0.9)
    {
        SplatArrays scene = new(s);
        float[] Values(string name, int count, float scale = 1, float offset = 0) => FormulaTensor.Values($"splat/{seed}/{name}", count, scale, offset);
        int k = s.B * s.K;
        float[] means = Values("means", 3 * k), scales = Values("scales", 3 * k, 1.4f, -1.4f), opacities = Values("opacities", k);
        for (int i = 0; i < k; i++)
        {
            scene.Means[3 * i] = (float)(4 * means[3 * i]);
            scene.Means[3 * i + 1] = (float)(3 * means[3 * i + 1]);
            scene.Means[3 * i + 2] = (float)(2.5 + 4 * means[3 * i + 2]);
            scene.Opacities[i] = i % 17 == 0 ? 1 : (float)Math.Max(0, 0.5 + 0.52 * opacities[i]);
            for (int axis = 0; axis < 3; axis++)
            {
                scene.Scales[3 * i + axis] = (float)(0.5 * Math.Exp(scales[3 * i + axis]));
            }
        }
        Copy(Values("rotations", 4 * k, 1.5f), scene.Rotations);
        Copy(Values("colours", k * s.ColorValues, s.Bases > 0 ? 0.6f : 0.5f, s.Bases > 0 ? 0.1f : 0.5f), scene.Colors);
        float[] turn = Values("turn", 4 * s.Images, 0.2f), shift = Values("shift", 3 * s.Images, 0.3f), centre = Values("centre", 2 * s.Images, 0.2f, 0.5f);
        for (int i = 0; i < s.Images; i++)
        {
            double[] rotation = Rotation(1, turn[4 * i], turn[4 * i + 1], turn[4 * i + 2]);
            for (int row = 0; row < 3; row++)
            {
                for (int column = 0; column < 3; column++)
                {
                    scene.WorldToCamera[16 * i + 4 * row + column] = (float)rotation[3 * row + column];
                }
                scene.WorldToCamera[16 * i + 4 * row + 3] = shift[3 * i + row];
            }
            scene.WorldToCamera[16 * i + 15] = 1;
            float fx = (float)(focal * s.Width), cx = centre[2 * i] * s.Width;
            float[] intrinsics = [mirrored ? -fx : fx, 0, mirrored ? s.Width - cx : cx, 0, (float)(1.3 * focal * s.Height), centre[2 * i + 1] * s.Height, 0, 0, 1];
            Copy(intrinsics, scene.Intrinsics.AsSpan(9 * i, 9));
        }
        return scene;
    }

    /// <summary>Values −1…1.</summary>
    public static double[] Cotangent(string name, int count) => [.. FormulaTensor.Values($"splat/cotangent/{name}", count).Select(v => (double)v)];

    /// <summary>The same scene as leaves of autograd.</summary>
    public static (GaussianSet Gaussians, Tensor Colors, SplatCameras Cameras, Tensor[] Leaves) Tensors(SplatArrays scene, ScalarType type)
    {
        SplatShape s = scene.Shape;
        Tensor Leaf(double[] values, params long[] shape) => tensor(values).to(type).view(shape).requires_grad_();
        Tensor means = Leaf(scene.Means, s.B, s.K, 3), scales = Leaf(scene.Scales, s.B, s.K, 3), rotations = Leaf(scene.Rotations, s.B, s.K, 4);
        Tensor opacities = Leaf(scene.Opacities, s.B, s.K), poses = Leaf(scene.WorldToCamera, s.B, s.N, 4, 4);
        Tensor colors = s.Bases > 0 ? Leaf(scene.Colors, s.B, s.K, s.Bases, 3) : Leaf(scene.Colors, s.B, s.K, s.C);
        GaussianSet gaussians = new() { Means = means, Scales = scales, Rotations = rotations, Opacities = opacities, Harmonics = s.Bases > 0 ? colors : null };
        SplatCameras cameras = new()
        {
            WorldToCamera = poses,
            Intrinsics = tensor(scene.Intrinsics).to(type).view(s.B, s.N, 3, 3),
            Width = s.Width,
            Height = s.Height,
        };
        return (gaussians, colors, cameras, [means, scales, rotations, opacities, colors, poses]);
    }

    /// <summary>Images and, in the order of <see cref="Differentiable"/>, the gradients of ⟨g, colours⟩ + ⟨gD, depth⟩ + ⟨gA, alpha⟩.</summary>
    public static (double[][] Images, double[][] Gradients) Run(
        SplatArrays scene, SplatConfig config, ScalarType type, bool composed, double[] gradColors, double[] gradDepth, double[] gradAlpha)
    {
        (GaussianSet gaussians, Tensor colors, SplatCameras cameras, Tensor[] leaves) = Tensors(scene, type);
        SplatImage image = SplatRasterizer.Render(gaussians, colors, cameras, config, null, composed);
        Tensor Cotangent(double[] values, Tensor like) => tensor(values).to(type).view(like.shape);
        Tensor loss = (image.Colors * Cotangent(gradColors, image.Colors)).sum() + (image.Depth * Cotangent(gradDepth, image.Depth)).sum()
            + (image.Alpha * Cotangent(gradAlpha, image.Alpha)).sum();
        loss.backward();
        return ([.. new[] { image.Colors, image.Depth, image.Alpha }.Select(Doubles)], [.. leaves.Select(leaf => Doubles(leaf.grad!))]);
    }

    /// <summary>Values in row-major order.</summary>
    public static double[] Doubles(Tensor tensor) => tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();

    /// <summary>Zeros at pixels where another precision may decide otherwise, for each of the channels.</summary>
    public static void LeaveOut(double[] values, bool[] marginal, SplatShape s, int channels)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int pixel = i % s.Pixels, image = i / s.Pixels / channels;
            values[i] = marginal[image * s.Pixels + pixel] ? 0 : values[i];
        }
    }

    private static double[] Rotation(double w, double x, double y, double z)
    {
        double n = Math.Sqrt(w * w + x * x + y * y + z * z);
        (w, x, y, z) = (w / n, x / n, y / n, z / n);
        return [
            1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
            2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
            2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)];
    }

    private static void Copy(ReadOnlySpan<float> source, Span<double> target)
    {
        for (int i = 0; i < source.Length; i++)
        {
            target[i] = source[i];
        }
    }
}
