using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, T frames, N views, G groups, C channels, c = C/G, Q queries, P points, L levels

/// <summary>
/// Image features of all frames and views, laid out for sampling once per forward pass and used by all layers: on the CPU for
/// <see cref="MultiViewSampler"/>, elsewhere for a composition of tensor operators.
/// </summary>
internal sealed class MultiViewFeatures
{
    private readonly Tensor[] levels;
    private readonly int frames;
    private readonly int groups;
    private readonly bool kernel;

    private MultiViewFeatures(Tensor[] levels, int frames, int groups, bool kernel)
    {
        this.frames = frames;
        this.groups = groups;
        this.kernel = kernel;
        this.levels = [.. levels.Select(level => kernel ? ChannelsLast(Single(level)) : Grouped(Single(level)))];
    }

    /// <summary>From pyramid levels (B, T·N, C, h, w).</summary>
    public static MultiViewFeatures From(Tensor[] levels, int frames, int groups) =>
        new(levels, frames, groups, levels.All(level => level.device_type == TorchSharp.DeviceType.CPU && level.dtype is ScalarType.Float32 or ScalarType.BFloat16));

    /// <summary>From pyramid levels, for the composition of tensor operators whatever the device.</summary>
    public static MultiViewFeatures ForComposition(Tensor[] levels, int frames, int groups) => new(levels, frames, groups, kernel: false);

    /// <summary>f_{g,(t,p)} = Σ_l ω_l · bilinear(F_{t,n*,l}, u_n*(x)), n* the first view that sees x.</summary>
    /// <param name="points">x (B, Q, T or 1, G, P, 3), metres.</param>
    /// <param name="weights">ω (B, T, G, Q, P, L).</param>
    /// <param name="egoToImage">(B, T·N, 4, 4).</param>
    /// <param name="image">Size of the network's input.</param>
    /// <returns>(B, Q, G, T·P, c), in single precision also where autocast is on: pixels need more than bfloat16's 8 bits.</returns>
    public Tensor Sample(Tensor points, Tensor weights, Tensor egoToImage, ImageConfig image)
    {
        using Autocast _ = Autocast.Off(points.device_type);
        (points, weights) = (Single(points), Single(weights));
        return (kernel ? SampleByKernel(points, weights, egoToImage, image) : Compose(points, weights, egoToImage, image)).flatten(3, 4);
    }

    /// <summary>
    /// Σ_l ω_l · bilinear(F_l, u) with the view as the depth axis of a three-dimensional grid: zeros outside, corners of the image
    /// at the centres of the outermost features (align_corners).
    /// </summary>
    /// <param name="grouped">Levels (B·T·G, c, N, h, w).</param>
    /// <param name="place">(B·T·G, Q, P, 3): u, v in image widths and heights, view / (N − 1).</param>
    /// <param name="weights">(B·T·G, Q, P, L).</param>
    /// <returns>(B·T·G, c, Q, P).</returns>
    internal static Tensor SampleGrouped(Tensor[] grouped, Tensor place, Tensor weights)
    {
        Tensor grid = (place * 2 - 1).unsqueeze(3);                                   // (B·T·G, Q, P, 1, 3)
        Tensor? sum = null;
        for (int l = 0; l < grouped.Length; l++)
        {
            Tensor sampled = nn.functional.grid_sample(
                grouped[l], grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: true).squeeze(4);
            Tensor weighted = sampled * weights.select(3, l).unsqueeze(1);            // (B·T·G, c, Q, P)
            sum = sum is null ? weighted : sum + weighted;
        }
        return sum!;
    }

    private Tensor SampleByKernel(Tensor points, Tensor weights, Tensor egoToImage, ImageConfig image)
    {
        long[] s = points.shape;                                                      // (B, Q, T|1, G, P, 3)
        SamplerShape shape = new(
            (int)s[0], (int)s[1], frames, (int)s[2], (int)egoToImage.shape[1] / frames, groups, (int)s[4],
            (int)levels[0].shape[^1] / groups, image.Width, image.Height,
            [.. levels.Select(level => (int)level.shape[2])], [.. levels.Select(level => (int)level.shape[3])]);
        return MultiViewSamplerFunction.Sample(shape, points.contiguous(), weights.contiguous(), egoToImage.contiguous(), levels);
    }

    private Tensor Compose(Tensor points, Tensor weights, Tensor egoToImage, ImageConfig image)
    {
        long[] s = points.shape;                                                      // (B, Q, T|1, G, P, 3)
        long b = s[0], q = s[1], g = s[3], p = s[4], t = frames, views = egoToImage.shape[1] / t;
        Tensor x = points.permute(0, 2, 1, 3, 4, 5).reshape(b, s[2], q * g * p, 3);   // (B, T|1, Q·G·P, 3)
        (Tensor uv, Tensor view) = PointProjection.ToFirstView(x, egoToImage, frames, image);
        Tensor depth = view.unsqueeze(-1) / Math.Max(views - 1, 1);                   // (B, T, Q·G·P, 1)
        Tensor place = cat([uv, depth], dim: -1).view(b, t, q, g, p, 3)
            .permute(0, 1, 3, 2, 4, 5).reshape(b * t * g, q, p, 3);                   // (B·T·G, Q, P, 3)
        Tensor f = SampleGrouped(levels, place, weights.reshape(b * t * g, q, p, -1)); // (B·T·G, c, Q, P)
        return f.view(b, t, g, -1, q, p).permute(0, 4, 2, 1, 5, 3);                   // (B, Q, G, T, P, c)
    }

    private static Tensor Single(Tensor tensor) =>
        tensor.dtype is ScalarType.BFloat16 or ScalarType.Float16 ? tensor.to_type(ScalarType.Float32) : tensor;

    private static Tensor ChannelsLast(Tensor level) => level.permute(0, 1, 3, 4, 2).contiguous(); // (B, T·N, h, w, C)

    private Tensor Grouped(Tensor level)
    {
        long[] s = level.shape;
        long views = s[1] / frames, channels = s[2] / groups;
        return level.view(s[0], frames, views, groups, channels, s[3], s[4])
            .permute(0, 1, 3, 4, 2, 5, 6)                                             // (B, T, G, c, N, h, w)
            .reshape(s[0] * frames * groups, channels, views, s[3], s[4]);
    }
}
