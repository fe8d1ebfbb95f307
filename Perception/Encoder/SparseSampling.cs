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
        return features.Sample(x.view(b, n, 1, g, p, 3), Arrange(omega, config.LevelWeights), egoToImage, image);
    }

    /// <summary>Level weights (B, Q, G, T, P, L) in the order (B, T, G, Q, P, L) of sampled features.</summary>
    internal static Tensor Arrange(Tensor omega, LevelWeightOrder order)
    {
        long[] s = omega.shape;
        return order == LevelWeightOrder.Opus
            ? omega.permute(0, 2, 3, 1, 4, 5).reshape(s[0], s[3], s[2], s[1], s[4], s[5])    // (B, G, T, …) read as (B, T, G, …)
            : omega.permute(0, 3, 2, 1, 4, 5);
    }

    public void Initialize(Generator generator)
    {
        Initialization.Constant(offsets.weight, 0);
        Initialization.Uniform(offsets.bias!, -0.5, 0.5, generator);
        Initialization.Linear(levelWeights, generator);
    }
}
