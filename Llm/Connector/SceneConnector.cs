using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

// B batch, Q queries, R points of a query, C channels of a query, D channels of the language model

/// <summary>
/// Occupancy queries to occupancy tokens (spec/sparseoccvla.md §5.1):
/// T_o = W_2 · GELU(W_1 · (LN(Q_L) + e_pos)), e_pos = MLP([c, s, flatten(P_L)]) of each query's centre, spread and points; without e_pos
/// where <see cref="ConnectorConfig.PositionEncoding"/> is off.
/// </summary>
public sealed class SceneConnector : Module<Tensor, Tensor, Tensor>
{
    private const double LeastVariance = 1e-6;

    private readonly ConnectorConfig config;
    private readonly LayerNorm norm;
    private readonly Sequential? position;
    private readonly Sequential projection;

    /// <summary>With the library's own, unseeded initial values.</summary>
    public SceneConnector(ConnectorConfig config) : base(nameof(SceneConnector))
    {
        this.config = config;
        int c = config.QueryWidth, d = config.LanguageWidth;
        norm = LayerNorm(c);
        position = !config.PositionEncoding ? null : Sequential(Linear(6 + 3 * config.Points, config.PositionWidth), GELU(), Linear(config.PositionWidth, c));
        projection = Sequential(Linear(c, d), GELU(), Linear(d, d));
        RegisterComponents();
    }

    /// <summary>Tokens (B, Q, D), in the queries' order.</summary>
    /// <param name="features">Q_L (B, Q, C).</param>
    /// <param name="points">P_L (B, Q, R, 3), metres in the ego frame.</param>
    public override Tensor forward(Tensor features, Tensor points)
    {
        using var scope = NewDisposeScope();
        if (features.dim() != 3 || features.shape[2] != config.QueryWidth || points.dim() != 4 || points.shape[2] != config.Points)
        {
            throw new ArgumentException($"The connector takes features (B, Q, {config.QueryWidth}) and points (B, Q, {config.Points}, 3); ({string.Join(", ", features.shape)}) and ({string.Join(", ", points.shape)}) were given.", nameof(features));
        }

        var x = norm.forward(features);                                                    // (B, Q, C)
        if (position is not null)
        {
            var p = Normalised(points);                                                    // (B, Q, R, 3), 0…1
            var c = p.mean([2]);                                                           // (B, Q, 3)
            var s = ((p - c.unsqueeze(2)).pow(2).mean([2]) + LeastVariance).sqrt();        // (B, Q, 3)
            x = x + position.forward(cat([c, s, p.flatten(2)], -1));                       // (B, Q, C)
        }

        return projection.forward(x).MoveToOuterDisposeScope();                            // (B, Q, D)
    }

    private Tensor Normalised(Tensor points)
    {
        var low = config.Grid.Origin;
        var size = config.Grid.Maximum - low;
        var origin = tensor([(float)low.X, (float)low.Y, (float)low.Z], device: points.device);
        var extent = tensor([(float)size.X, (float)size.Y, (float)size.Z], device: points.device);
        return (points - origin) / extent;
    }
}
