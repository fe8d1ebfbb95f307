using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, Q queries, R' points of a query, G groups, P sampling points, T frames, N views, L levels, C channels

/// <summary>
/// Looks at the images where a query's points are: equations (2) to (5) of spec/sparseoccvla.md §3.2. The same places are
/// looked at in every frame; the car's motion is in the frames' projections.
/// </summary>
internal sealed class SparseSampling : Module
{
    private readonly OccupancyEncoderConfig config;
    private readonly ImageConfig image;
    private readonly Linear offsets;
    private readonly Linear levelWeights;

    public SparseSampling(OccupancyEncoderConfig config, ImageConfig image) : base(nameof(SparseSampling))
    {
        this.config = config;
        this.image = image;
        offsets = Linear(config.Width, config.Groups * config.SamplePoints * 3);
        levelWeights = Linear(config.Width, config.Groups * config.SamplePoints * config.Levels);
        register_module("offsets", offsets);
        register_module("level_weights", levelWeights);
    }

    /// <param name="points">(B, Q, R', 3) metres.</param>
    /// <param name="q">(B, Q, C).</param>
    /// <param name="features">Of all frames and views.</param>
    /// <param name="egoToImage">(B, T·N, 4, 4).</param>
    /// <returns>(B, Q, G, T·P, C/G).</returns>
    public Tensor forward(Tensor points, Tensor q, MultiViewFeatures features, Tensor egoToImage)
    {
        long b = q.shape[0], n = q.shape[1];
        int g = config.Groups, p = config.SamplePoints, t = config.Frames;

        Tensor centre = points.mean([2], keepdim: true);                                     // (B, Q, 1, 3)
        Tensor delta = offsets.forward(q).view(b, n, g * p, 3);                              // (B, Q, G·P, 3)
        // One point has no spread: the first layer looks at the centre only.
        Tensor x = points.shape[2] == 1
            ? centre + delta * 0
            : centre + delta * points.std(2, unbiased: true, keepdim: true);                 // (B, Q, G·P, 3)

        Tensor omega = levelWeights.forward(q).view(b, n, g, 1, p, config.Levels)
            .softmax(-1).expand(b, n, g, t, p, config.Levels);                               // (B, Q, G, T, P, L)
        return Sample4D(x.view(b, n, 1, g, p, 3), omega, features, egoToImage, config, image);
    }

    /// <summary>Samples at points (B, Q, T or 1, G, P, 3) with weights (B, Q, G, T, P, L); gives (B, Q, G, T·P, C/G).</summary>
    internal static Tensor Sample4D(
        Tensor points, Tensor weights, MultiViewFeatures features, Tensor egoToImage, OccupancyEncoderConfig config, ImageConfig image)
    {
        long[] s = weights.shape;
        long b = s[0], q = s[1], g = s[2], t = s[3], p = s[4], levels = s[5];
        long views = egoToImage.shape[1] / t, times = points.shape[2];

        Tensor x = points.permute(0, 2, 1, 3, 4, 5).reshape(b, times, q * g * p, 3);         // (B, T|1, Q·G·P, 3)
        (Tensor uv, Tensor view) = PointProjection.ToFirstView(x, egoToImage, (int)t, image);
        Tensor depth = view.unsqueeze(-1) / Math.Max(views - 1, 1);                          // (B, T, Q·G·P, 1)
        Tensor place = cat([uv, depth], dim: -1).view(b, t, q, g, p, 3)
            .permute(0, 1, 3, 2, 4, 5).reshape(b * t * g, q, p, 3);                          // (B·T·G, Q, P, 3)

        Tensor omega = config.LevelWeights == LevelWeightOrder.Opus
            ? weights.permute(0, 2, 3, 1, 4, 5)                                              // (B, G, T, Q, P, L), read as (B, T, G, …)
            : weights.permute(0, 3, 2, 1, 4, 5);                                             // (B, T, G, Q, P, L)
        Tensor f = features.Sample(place, omega.reshape(b * t * g, q, p, levels));           // (B·T·G, C/G, Q, P)
        return f.view(b, t, g, -1, q, p).permute(0, 4, 2, 1, 5, 3).reshape(b, q, g, t * p, -1); // (B, Q, G, T·P, C/G)
    }

    public void Initialize(Generator generator)
    {
        Initialization.Constant(offsets.weight, 0);
        Initialization.Uniform(offsets.bias!, -0.5, 0.5, generator);
        Initialization.Linear(levelWeights, generator);
    }
}
