using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

// B batch, Q queries, R points of a query, K classes, C channels of a query, D channels of the language model

/// <summary>
/// Occupancy queries to occupancy tokens (spec/sparseoccvla.md §5.1):
/// T_o = W_2 · GELU(W_1 · (LN(Q_L) + e_pos)), e_pos = MLP([c, s, flatten(P_L)]) of each query's centre, spread and points; without e_pos
/// where <see cref="ConnectorConfig.PositionEncoding"/> is off.
/// A query says what stands where by the classes of its many points, which no small layer reads off Q_L and P_L. Where <see cref="ConnectorConfig.Classes"/> asks for
/// it, e_pos is told of each class how much of it there is, ln(1 + Σ p) / 5, and where, Σ p·P / (1 + Σ p), p being the points' probabilities (C_L).
/// </summary>
public sealed class SceneConnector : Module<Tensor, Tensor, Tensor>
{
    private const double LeastVariance = 1e-6, AmountScale = 5;

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
        position = !config.PositionEncoding ? null : Sequential(Linear(6 + 3 * config.Points + 4 * config.Classes, config.PositionWidth), GELU(), Linear(config.PositionWidth, c));
        projection = Sequential(Linear(c, d), GELU(), Linear(d, d));
        RegisterComponents();
    }

    /// <summary>Tokens (B, Q, D) where no classes are told, in the queries' order.</summary>
    /// <param name="features">Q_L (B, Q, C).</param>
    /// <param name="points">P_L (B, Q, R, 3), metres in the ego frame.</param>
    public override Tensor forward(Tensor features, Tensor points) => forward(features, points, null);

    /// <summary>Tokens (B, Q, D), in the queries' order.</summary>
    /// <param name="features">Q_L (B, Q, C).</param>
    /// <param name="points">P_L (B, Q, R, 3), metres in the ego frame.</param>
    /// <param name="logits">C_L (B, Q, R, K); looked at where classes are told.</param>
    public Tensor forward(Tensor features, Tensor points, Tensor? logits)
    {
        using var scope = NewDisposeScope();
        if (features.dim() != 3 || features.shape[2] != config.QueryWidth || points.dim() != 4 || points.shape[2] != config.Points)
        {
            throw new ArgumentException($"The connector takes features (B, Q, {config.QueryWidth}) and points (B, Q, {config.Points}, 3); ({string.Join(", ", features.shape)}) and ({string.Join(", ", points.shape)}) were given.", nameof(features));
        }

        if (position is not null && config.Classes > 0 && (logits is null || logits.dim() != 4 || logits.shape[3] != config.Classes))
        {
            throw new ArgumentException($"The connector takes class logits (B, Q, {config.Points}, {config.Classes}); {(logits is null ? "none" : $"({string.Join(", ", logits.shape)})")} were given.", nameof(logits));
        }

        var x = norm.forward(features);                                                    // (B, Q, C)
        if (position is not null)
        {
            var p = Normalised(points);                                                    // (B, Q, R, 3), 0…1
            var c = p.mean([2]);                                                           // (B, Q, 3)
            var s = ((p - c.unsqueeze(2)).pow(2).mean([2]) + LeastVariance).sqrt();        // (B, Q, 3)
            x = x + position.forward(cat(config.Classes > 0 ? [c, s, p.flatten(2), .. Moments(p, logits!.sigmoid())] : [c, s, p.flatten(2)], -1));   // (B, Q, C)
        }

        return projection.forward(x).MoveToOuterDisposeScope();                            // (B, Q, D)
    }

    // Amount (B, Q, K) and place (B, Q, 3·K) of each class among a query's points.
    private static Tensor[] Moments(Tensor points, Tensor probabilities)
    {
        var amount = probabilities.sum([2]);                                               // (B, Q, K)
        var place = probabilities.transpose(2, 3).matmul(points) / (1 + amount.unsqueeze(-1));   // (B, Q, K, 3)
        return [(1 + amount).log() / AmountScale, place.flatten(2)];
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
