using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, N cameras, K Gaussians, C channels, H rows, W columns

/// <summary>
/// Renders 3D Gaussians into cameras (spec/sqs.md §8): projection, front-to-back compositing of colour and depth, and exact gradients by means,
/// scales, rotations, opacities, colours or harmonics, the background and world to camera. In single precision on the CPU kernels in vectors
/// do it, elsewhere and in double precision a composition of tensor operators. Smaller types are rendered in single precision, also where
/// autocast is on.
/// </summary>
public static class SplatRasterizer
{
    /// <summary>Most channels of one image.</summary>
    public const int MostChannels = 128;

    /// <summary>Renders the colours of the Gaussians' spherical harmonics; without harmonics, depth and alpha alone.</summary>
    /// <param name="gaussians">The Gaussians; rotations need not be of length 1.</param>
    /// <param name="cameras">The cameras, of the same batch.</param>
    /// <param name="config">Constants.</param>
    /// <param name="background">What shows where Gaussians leave something through: C values for all images, or (B, N, C); null: zeros.</param>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static SplatImage Render(GaussianSet gaussians, SplatCameras cameras, SplatConfig config, Tensor? background = null)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        if (gaussians.Harmonics is { } harmonics && !(harmonics.dim() == 4 && harmonics.shape[2] is 1 or 4 or 9 or SphericalHarmonics.MostBases && harmonics.shape[3] == 3))
        {
            throw new ArgumentException(
                $"Spherical harmonics are (B, K, 1, 4, 9 or {SphericalHarmonics.MostBases}, 3); they were ({string.Join(", ", harmonics.shape)}).", nameof(gaussians));
        }
        return Render(gaussians, gaussians.Harmonics, cameras, config, background, composed: false);
    }

    /// <summary>Renders values that belong to the Gaussians and look the same from everywhere: colours, class scores, features.</summary>
    /// <param name="gaussians">The Gaussians; their harmonics are not looked at.</param>
    /// <param name="values">(B, K, C).</param>
    /// <param name="cameras">The cameras, of the same batch.</param>
    /// <param name="config">Constants.</param>
    /// <param name="background">As for the other.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, or there are more than <see cref="MostChannels"/> channels.</exception>
    public static SplatImage RenderValues(GaussianSet gaussians, Tensor values, SplatCameras cameras, SplatConfig config, Tensor? background = null)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        ArgumentNullException.ThrowIfNull(values);
        if (values.dim() != 3 || values.shape[2] > MostChannels)
        {
            throw new ArgumentException($"Values are (B, K, C), C at most {MostChannels}; they were ({string.Join(", ", values.shape)}).", nameof(values));
        }
        return Render(gaussians, values, cameras, config, background, composed: false);
    }

    /// <summary>Both, by the composition of tensor operators where that is asked for.</summary>
    internal static SplatImage Render(GaussianSet gaussians, Tensor? colors, SplatCameras cameras, SplatConfig config, Tensor? background, bool composed)
    {
        ArgumentNullException.ThrowIfNull(cameras);
        ArgumentNullException.ThrowIfNull(config);
        Tensor means = gaussians.Means;
        using Autocast _ = Autocast.Off(means.device_type);
        SplatShape shape = Shape(gaussians, colors, cameras);
        ScalarType type = means.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        Tensor[] inputs = [.. new[] { means, gaussians.Scales, gaussians.Rotations, gaussians.Opacities, colors ?? means.new_zeros([shape.B, shape.K, 0]), cameras.WorldToCamera, cameras.Intrinsics }
            .Select(input => input.to(type).contiguous())];
        bool kernel = !composed && type == ScalarType.Float32 && means.device_type == TorchSharp.DeviceType.CPU;
        List<Tensor> images = kernel
            ? SplatFunction.Render(shape, config, inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], inputs[5], inputs[6])
            : SplatComposition.Render(shape, config, inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], inputs[5], inputs[6]);
        return new() { Colors = background is null ? images[0] : Over(images[0], images[2], background.to(type)), Depth = images[1], Alpha = images[2] };
    }

    /// <summary>C = Σ w c + T bg.</summary>
    private static Tensor Over(Tensor colors, Tensor alpha, Tensor background)
    {
        long[] s = colors.shape;
        if (!background.shape.AsSpan().SequenceEqual([s[2]]) && !background.shape.AsSpan().SequenceEqual([s[0], s[1], s[2]]))
        {
            throw new ArgumentException(
                $"The background is ({s[2]}) or ({s[0]}, {s[1]}, {s[2]}); it was ({string.Join(", ", background.shape)}).", nameof(background));
        }
        return colors + (1 - alpha).unsqueeze(2) * background.unsqueeze(-1).unsqueeze(-1);
    }

    private static SplatShape Shape(GaussianSet gaussians, Tensor? colors, SplatCameras cameras)
    {
        long[] means = gaussians.Means.shape, poses = cameras.WorldToCamera.shape;
        Expect(means, "means", means.Length == 3 ? means[0] : -1, means.Length == 3 ? means[1] : -1, 3);
        (long b, long k) = (means[0], means[1]);
        Expect(poses, "world to camera", b, poses.Length == 4 ? poses[1] : -1, 4, 4);
        Expect(cameras.Intrinsics.shape, "intrinsics", b, poses[1], 3, 3);
        Expect(gaussians.Scales.shape, "scales", b, k, 3);
        Expect(gaussians.Rotations.shape, "rotations", b, k, 4);
        Expect(gaussians.Opacities.shape, "opacities", b, k);
        if (colors is not null)
        {
            Expect(colors.shape, "colours", [b, k, .. colors.shape[2..]]);
        }
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cameras.Width, nameof(cameras));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cameras.Height, nameof(cameras));
        (long channels, long bases) = colors is null ? (0, 0) : colors.dim() == 4 ? (3, colors.shape[2]) : (colors.shape[2], 0L);
        return new((int)b, (int)poses[1], (int)k, (int)channels, (int)bases, cameras.Height, cameras.Width);
    }

    private static void Expect(long[] actual, string name, params long[] expected)
    {
        if (!actual.AsSpan().SequenceEqual(expected))
        {
            string text = string.Join(", ", expected.Select(size => size < 0 ? "?" : $"{size}"));
            throw new ArgumentException($"The Gaussians' {name} should be ({text}); they were ({string.Join(", ", actual)}).");
        }
    }
}
