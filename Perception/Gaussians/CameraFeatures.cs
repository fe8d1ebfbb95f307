using TorchSharp;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, K Gaussians, N cameras, L levels, P key points, G groups, D channels, c = D/G

/// <summary>
/// Image features of all cameras, laid out once per forward pass and used by all layers: on the CPU for
/// <see cref="DeformableAggregation"/>, elsewhere for a composition of tensor operators.
/// </summary>
internal sealed class CameraFeatures
{
    private const float MinimumDepth = 1e-5f;
    private const double Unseen = -1e9;

    private readonly Tensor[] levels;
    private readonly int groups;
    private readonly bool kernel;

    private CameraFeatures(Tensor[] levels, int groups, bool kernel)
    {
        this.groups = groups;
        this.kernel = kernel;
        this.levels = [.. levels.Select(Single).Select(level => kernel ? level.permute(0, 1, 3, 4, 2).contiguous() : level)];
    }

    /// <summary>From pyramid levels (B, N, D, h, w).</summary>
    public static CameraFeatures From(Tensor[] levels, int groups) =>
        new(levels, groups, levels.All(level => level.device_type == DeviceType.CPU && level.dtype is ScalarType.Float32 or ScalarType.BFloat16));

    /// <summary>From pyramid levels, for the composition of tensor operators whatever the device.</summary>
    public static CameraFeatures ForComposition(Tensor[] levels, int groups) => new(levels, groups, kernel: false);

    /// <summary>
    /// Σ_{n,l,p} w · bilinear(F_l[n], u_n(p)), w a softmax over all (n, l, p) where camera n sees point p; 0 where none does
    /// (spec/sqs.md §4.3).
    /// </summary>
    /// <param name="points">Key points (B, K, P, 3), metres.</param>
    /// <param name="own">The Gaussians' part of the logits (B, K, L·P·G).</param>
    /// <param name="cameras">The cameras' part of the logits (B, N, L·P·G).</param>
    /// <param name="kept">Which logits count (B, K, N, L·P·G), bool; null: all.</param>
    /// <param name="egoToImage">(B, N, 4, 4).</param>
    /// <param name="image">Size of the network's input.</param>
    /// <returns>(B, K, D), in single precision also where autocast is on: pixels need more than bfloat16's 8 bits.</returns>
    public Tensor Aggregate(Tensor points, Tensor own, Tensor cameras, Tensor? kept, Tensor egoToImage, ImageConfig image)
    {
        using Autocast _ = Autocast.Off(points.device_type);
        (points, own, cameras) = (Single(points), Single(own), Single(cameras));
        return kernel ? ByKernel(points, own, cameras, kept, egoToImage, image) : Compose(points, own, cameras, kept, egoToImage, image);
    }

    private Tensor ByKernel(Tensor points, Tensor own, Tensor cameras, Tensor? kept, Tensor egoToImage, ImageConfig image)
    {
        AggregationShape shape = new(
            (int)points.shape[0], (int)points.shape[1], (int)egoToImage.shape[1], (int)points.shape[2], groups, (int)levels[0].shape[^1] / groups,
            image.Width, image.Height, [.. levels.Select(level => (int)level.shape[2])], [.. levels.Select(level => (int)level.shape[3])]);
        return DeformableAggregationFunction.Aggregate(
            shape, points.contiguous(), own.contiguous(), cameras.contiguous(), kept?.contiguous(), Single(egoToImage).contiguous(), levels);
    }

    private Tensor Compose(Tensor points, Tensor own, Tensor cameras, Tensor? kept, Tensor egoToImage, ImageConfig image)
    {
        long b = points.shape[0], k = points.shape[1], p = points.shape[2], n = egoToImage.shape[1], g = groups;
        (Tensor uv, Tensor seen) = Project(points, egoToImage, image);                               // (B, N, K, P, 2), (B, N, K, P)

        Tensor z = (own.unsqueeze(1) + cameras.unsqueeze(2)).view(b, n, k, levels.Length, p, g);
        Tensor counts = seen.unsqueeze(3).unsqueeze(5).expand_as(z);
        if (kept is not null)
        {
            counts = counts & kept.transpose(1, 2).reshape(z.shape);
        }
        Tensor weights = z.masked_fill(counts.logical_not(), Unseen).permute(0, 2, 5, 1, 3, 4).flatten(3).softmax(-1)
            .view(b, k, g, n, levels.Length, p).permute(0, 3, 4, 2, 1, 5);                           // (B, N, L, G, K, P)
        weights = weights * counts.permute(0, 1, 3, 5, 2, 4).to_type(z.dtype);

        Tensor grid = (uv * 2 - 1).unsqueeze(2).expand(b, n, g, k, p, 2).reshape(b * n * g, k, p, 2);
        Tensor? sum = null;
        for (int l = 0; l < levels.Length; l++)
        {
            long[] s = levels[l].shape;                                                              // (B, N, D, h, w)
            Tensor sampled = nn.functional.grid_sample(
                levels[l].reshape(b * n * g, s[2] / g, s[3], s[4]), grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false);
            Tensor one = (sampled.view(b, n, g, s[2] / g, k, p) * weights.select(2, l).unsqueeze(3)).sum([1, 5]); // (B, G, c, K)
            sum = sum is null ? one : sum + one;
        }
        return sum!.flatten(1, 2).transpose(1, 2);                                                   // (B, K, D)
    }

    /// <summary>u, v in image widths and heights, outside of the image where a camera does not see the point.</summary>
    private static (Tensor Uv, Tensor Seen) Project(Tensor points, Tensor egoToImage, ImageConfig image)
    {
        Tensor matrix = egoToImage.to_type(points.dtype).narrow(2, 0, 3);                            // (B, N, 3, 4)
        Tensor x = points.flatten(1, 2).unsqueeze(1);                                                // (B, 1, K·P, 3)
        Tensor camera = matmul(x, matrix.narrow(3, 0, 3).transpose(2, 3)) + matrix.select(3, 3).unsqueeze(2); // (B, N, K·P, 3)
        Tensor depth = camera.select(-1, 2), safe = depth.clamp(min: MinimumDepth);
        Tensor u = camera.select(-1, 0) / safe / image.Width, v = camera.select(-1, 1) / safe / image.Height;
        Tensor seen = depth.gt(MinimumDepth) & u.gt(0) & u.lt(1) & v.gt(0) & v.lt(1);                // (B, N, K·P)
        Tensor uv = stack([u, v], dim: -1).masked_fill(seen.logical_not().unsqueeze(-1), -1);
        return (uv.unflatten(2, points.shape[1], points.shape[2]), seen.unflatten(2, points.shape[1], points.shape[2]));
    }

    private static Tensor Single(Tensor tensor) =>
        tensor.dtype is ScalarType.BFloat16 or ScalarType.Float16 ? tensor.to_type(ScalarType.Float32) : tensor;
}
