using TorchSharp.Modules;
using VoxPilot.Core;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, Q queries, D channels

/// <summary>
/// What <see cref="QueryInteraction"/> would add to a query, foretold from the query's features and place alone: q + FFN(LN(q) + MLP(μ_t)).
/// It costs a small fraction of the plug-in and needs no Gaussians at inference (the paper's second open question: what interaction costs).
/// <see cref="DistilledInteractionLoss"/> trains it against the interaction itself. It starts as identity, bit by bit.
/// </summary>
public sealed class DistilledInteraction : Module<Tensor, Tensor, Tensor>
{
    private const int Expansion = 4; // of the feed-forward network

    private readonly NormalizedSpace space;
    private readonly Sequential position;
    private readonly FeedForward ffn;
    private readonly LayerNorm norm;

    /// <summary>For queries of the configured width.</summary>
    /// <param name="config">Of the interaction; width and dropout count.</param>
    /// <param name="grid">Space in which queries lie; coordinates are given to the network as 0…1 of it.</param>
    public DistilledInteraction(QueryInteractionConfig config, GridSpec grid) : base(nameof(DistilledInteraction))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(grid);
        space = new(grid);
        position = QueryInteraction.Embedding(3, config.Width);
        ffn = new(config.Width, Expansion * config.Width, config.Dropout);
        norm = LayerNorm(config.Width);
        register_module("position", position);
        register_module("ffn", ffn);
        register_module("norm", norm);
        ffn.Close();
    }

    /// <summary>Queries (B, Q, D) at centres (B, Q, 3), metres, as the interaction would leave them: (B, Q, D).</summary>
    public override Tensor forward(Tensor queries, Tensor centres) => queries + Added(queries, centres);

    /// <summary>What the interaction would add, (B, Q, D).</summary>
    internal Tensor Added(Tensor queries, Tensor centres) =>
        ffn.forward(norm.forward(queries) + QueryInteraction.Embed(position, space.Normalise(centres.detach())));

    /// <summary>Sets the initial values.</summary>
    public void Initialize(Generator generator)
    {
        Initialization.Chain(position, generator);
        ffn.Initialize(generator);
        Initialization.Norm(norm);
        ffn.Close();
    }
}
