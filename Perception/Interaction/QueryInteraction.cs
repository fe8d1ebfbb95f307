using TorchSharp.Modules;
using VoxPilot.Core;
using VoxPilot.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, Q queries, K Gaussians, N neighbours of a query, H heads, D channels of queries, P channels of the plug-in

/// <summary>
/// Queries of a task learn from the Gaussians of a pre-trained model (spec/sqs.md §7): each attends to the N nearest of those that are
/// opaque enough, q + W_o · LocalAttn(LN(q) + MLP(μ_t), {q_k + MLP(g_k)}), then q + FFN(LN(q)).
/// </summary>
/// <remarks>
/// The norms stand before what is added and not after, as in Motion Transformer: with W_o and the last layer of the FFN at 0, as they
/// start, every query passes unchanged, bit by bit, so that fine-tuning begins exactly at the model without interaction. A query whose
/// sample keeps no Gaussian passes unchanged always. Which Gaussians are the nearest carries no gradient.
/// </remarks>
public sealed class QueryInteraction : Module
{
    private const int Expansion = 4; // of the feed-forward network

    private readonly GridSpec grid;
    private readonly NormalizedSpace space;
    private readonly Sequential position;
    private readonly Sequential geometry;
    private readonly Linear? features;
    private readonly RelativePositionBias? relative;
    private readonly LocalAttention attention;
    private readonly FeedForward ffn;
    private readonly LayerNorm norm1;
    private readonly LayerNorm norm2;

    /// <summary>Interaction of the given form.</summary>
    /// <param name="config">Widths, neighbours and threshold.</param>
    /// <param name="grid">Space in which queries and Gaussians lie; coordinates are given to the networks as 0…1 of it.</param>
    /// <exception cref="ArgumentException">The heads do not divide the width, or the number of neighbours is out of its range.</exception>
    public QueryInteraction(QueryInteractionConfig config, GridSpec grid) : base(nameof(QueryInteraction))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(grid);
        if (config.Neighbours is < 1 or > NeighbourSearch.MostNeighbours)
        {
            throw new ArgumentException($"{config.Neighbours} neighbours are configured: choose 1 to {NeighbourSearch.MostNeighbours}.", nameof(config));
        }
        Config = config;
        this.grid = grid;
        space = new(grid);
        int d = config.Width;
        position = Embedding(3, d);
        geometry = Embedding(GaussianGeometry.Width, d);
        features = config.PlugInWidth == d ? null : Linear(config.PlugInWidth, d);
        relative = config.RelativePosition ? new(config.Heads) : null;
        attention = new(d, config.Heads, config.Dropout);
        ffn = new(d, Expansion * d, config.Dropout);
        (norm1, norm2) = (LayerNorm(d), LayerNorm(d));
        register_module("position", position);
        register_module("geometry", geometry);
        if (features is not null)
        {
            register_module("features", features);
        }
        if (relative is not null)
        {
            register_module("relative", relative);
        }
        register_module("attention", attention);
        register_module("ffn", ffn);
        register_module("norm1", norm1);
        register_module("norm2", norm2);
        Close();
    }

    /// <summary>The form.</summary>
    public QueryInteractionConfig Config { get; }

    /// <summary>Makes the Gaussians of a batch ready to be attended to, once for all layers.</summary>
    /// <param name="gaussians">With features (B, K, P); whether gradients reach them is up to who made them, a frozen plug-in's carry none.</param>
    /// <exception cref="ArgumentException">There are no features, or they are of another width.</exception>
    public GaussianMemory Remember(GaussianSet gaussians)
    {
        ArgumentNullException.ThrowIfNull(gaussians);
        if (gaussians.Features is not { } q || q.shape[2] != Config.PlugInWidth)
        {
            string found = gaussians.Features is null ? "none" : $"({string.Join(", ", gaussians.Features.shape)})";
            throw new ArgumentException($"Gaussians with features (B, K, {Config.PlugInWidth}) are expected; {found} were given.", nameof(gaussians));
        }
        Tensor memory = (features?.forward(q) ?? q) + Embed(geometry, GaussianGeometry.Of(gaussians, grid)); // (B, K, D)
        return new(gaussians, attention.Keys(memory), attention.Values(memory), grid, Config.OpacityThreshold);
    }

    /// <summary>Queries after they have looked at the Gaussians near them.</summary>
    /// <param name="queries">(B, Q, D).</param>
    /// <param name="centres">(B, Q, 3), metres: where the queries are.</param>
    /// <param name="memory">Of the same batch.</param>
    /// <returns>(B, Q, D).</returns>
    public Tensor forward(Tensor queries, Tensor centres, GaussianMemory memory)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(centres);
        ArgumentNullException.ThrowIfNull(memory);
        if (memory.Means.shape[0] != queries.shape[0])
        {
            throw new ArgumentException($"Gaussians of {queries.shape[0]} samples are expected; those of {memory.Means.shape[0]} were given.", nameof(memory));
        }
        if (memory.Kept.All(kept => kept == 0))
        {
            return queries;
        }
        centres = centres.detach();
        Tensor neighbours = memory.Neighbours(centres, Config.Neighbours);                   // (B, Q, N)
        Tensor? bias = relative?.forward(centres, memory.Means, neighbours);                 // (B, Q, H, N)
        Tensor asked = norm1.forward(queries) + Embed(position, space.Normalise(centres));   // (B, Q, D)
        Tensor attended = attention.forward(asked, memory.Keys, memory.Values, neighbours, bias);
        Tensor q = queries + functional.dropout(attended, Config.Dropout, training);         // (B, Q, D)
        Tensor any = neighbours.ge(0).any(-1, keepdim: true);                                // (B, Q, 1)
        return q + ffn.forward(norm2.forward(q)) * any.to_type(q.dtype);
    }

    internal void Initialize(Generator generator)
    {
        Initialization.Chain(position, generator);
        Initialization.Chain(geometry, generator);
        if (features is not null)
        {
            Initialization.Linear(features, generator);
        }
        relative?.Initialize(generator);
        attention.Initialize(generator);
        ffn.Initialize(generator);
        Initialization.Norm(norm1);
        Initialization.Norm(norm2);
        Close();
    }

    /// <summary>Linear, ReLU, linear, norm: some numbers to a query's channels.</summary>
    internal static Sequential Embedding(int inputs, int width) => Sequential(Linear(inputs, width), ReLU(), Linear(width, width), LayerNorm(width));

    /// <summary>In single precision also where autocast is on: 8 bits of 80 m are 0.3 m.</summary>
    internal static Tensor Embed(Sequential embedding, Tensor numbers)
    {
        using Autocast _ = Autocast.Off(numbers.device_type);
        return embedding.forward(numbers);
    }

    private void Close()
    {
        attention.Close();
        ffn.Close();
    }
}
