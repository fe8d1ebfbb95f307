using TorchSharp.Modules;
using VoxPilot.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, Q queries, R' points before and R after the layer, C channels, K classes

/// <summary>
/// One decoder layer: equations (1) to (10) of spec/sparseoccvla.md §3.2. Sampling, adaptive mixing, spatial attention and a
/// feed-forward network, each with its norm, then the classes and new points of each query.
/// </summary>
internal sealed class OccupancyLayer : Module
{
    private readonly OccupancyEncoderConfig config;
    private readonly int refined;
    private readonly NormalizedSpace space;
    private readonly Sequential position;
    private readonly SparseSampling sampling;
    private readonly AdaptiveMixing mixing;
    private readonly SpatialAttention attention;
    private readonly FeedForward ffn;
    private readonly LayerNorm norm1;
    private readonly LayerNorm norm2;
    private readonly LayerNorm norm3;
    private readonly Sequential classHead;
    private readonly Sequential pointHead;

    public OccupancyLayer(OccupancyEncoderConfig config, ImageConfig image, int index) : base(nameof(OccupancyLayer))
    {
        this.config = config;
        space = new(config.Grid);
        refined = config.Points[index];
        int before = index == 0 ? 1 : config.Points[index - 1];
        int c = config.Width;
        position = Sequential(Linear(3 * before, c), LayerNorm(c), ReLU(), Linear(c, c), LayerNorm(c), ReLU());
        sampling = new(config, image);
        mixing = new(c, config.Groups, config.SamplePoints * config.Frames, config.MixingPoints);
        attention = new(c, config.Heads, config.Dropout);
        ffn = new(c, config.FfnWidth, config.Dropout);
        (norm1, norm2, norm3) = (LayerNorm(c), LayerNorm(c), LayerNorm(c));
        classHead = Sequential(
            Linear(c, c), LayerNorm(c), ReLU(), Linear(c, c), LayerNorm(c), ReLU(), Linear(c, config.Classes * refined));
        pointHead = Sequential(Linear(c, c), ReLU(), Linear(c, c), ReLU(), Linear(c, 3 * refined));
        register_module("position", position);
        register_module("sampling", sampling);
        register_module("mixing", mixing);
        register_module("attention", attention);
        register_module("ffn", ffn);
        register_module("norm1", norm1);
        register_module("norm2", norm2);
        register_module("norm3", norm3);
        register_module("class_head", classHead);
        register_module("point_head", pointHead);
    }

    /// <param name="points">(B, Q, R', 3), normalised to 0…1; no gradient passes through them.</param>
    /// <param name="q">(B, Q, C).</param>
    /// <param name="features">Of all frames and views.</param>
    /// <param name="egoToImage">(B, T·N, 4, 4).</param>
    /// <param name="interact">What queries (B, Q, C) at centres (B, Q, 3), metres, learn from elsewhere before they look at the images; null: nothing.</param>
    /// <param name="watch">Is shown every intermediate by name; for tests.</param>
    /// <returns>Features (B, Q, C), normalised points (B, Q, R, 3), logits (B, Q, R, K).</returns>
    public (Tensor Features, Tensor Points, Tensor Logits) forward(
        Tensor points, Tensor q, MultiViewFeatures features, Tensor egoToImage,
        Func<Tensor, Tensor, Tensor>? interact = null, Action<string, Tensor>? watch = null)
    {
        long b = q.shape[0], n = q.shape[1];
        points = points.detach();
        Tensor metres = space.ToMetres(points);                                              // (B, Q, R', 3)
        Tensor centre = metres.mean([2]);                                                    // (B, Q, 3)

        Tensor code = Position(points);                                                      // (1) (B, Q, C)
        watch?.Invoke("position", code);
        q = q + code;
        q = interact?.Invoke(q, centre) ?? q;                                                // spec/sqs.md §7

        Tensor sampled = sampling.forward(metres, q, features, egoToImage);                  // (2)–(5) (B, Q, G, T·P, C/G)
        watch?.Invoke("sampled", sampled);

        Tensor mixed = mixing.forward(sampled, q);                                           // (6) (B, Q, C)
        watch?.Invoke("mixed", mixed);
        q = norm1.forward(mixed);

        Tensor attended = q + attention.forward(q, centre);                                  // (7) (B, Q, C)
        watch?.Invoke("self_attn", attended);
        q = norm2.forward(attended);

        Tensor fed = q + ffn.forward(q);                                                     // (8) (B, Q, C)
        watch?.Invoke("ffn", fed);
        q = norm3.forward(fed);

        Tensor logits = Classify(q);                                                         // (9) (B, Q, R, K)
        Tensor delta = pointHead.forward(q).view(b, n, refined, 3) * config.OffsetScale;     // (9) (B, Q, R, 3) metres
        Tensor moved = centre.unsqueeze(2) + delta;                                          // (10)
        return (q, space.Normalise(moved), logits);
    }

    /// <summary>Class logits (B, Q, R, K) of queries (B, Q, C) as the layer left them.</summary>
    public Tensor Classify(Tensor q) => classHead.forward(q).view(q.shape[0], q.shape[1], refined, config.Classes);

    /// <summary>In single precision also where autocast is on: 8 bits of 80 m are 0.3 m.</summary>
    private Tensor Position(Tensor points)
    {
        using Autocast _ = Autocast.Off(points.device_type);
        return position.forward(points.flatten(2, 3));
    }

    public void Initialize(Generator generator)
    {
        Initialization.Chain(position, generator);
        sampling.Initialize(generator);
        mixing.Initialize(generator);
        attention.Initialize(generator);
        ffn.Initialize(generator);
        foreach (LayerNorm norm in (LayerNorm[])[norm1, norm2, norm3])
        {
            Initialization.Norm(norm);
        }
        Initialization.Chain(classHead, generator);
        Initialization.Chain(pointHead, generator);
        Initialization.Constant(((Linear)classHead.children().Last()).bias!, -Math.Log((1 - InitialProbability) / InitialProbability));
    }

    private const double InitialProbability = 0.01;
}
