using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

// B batch, Q queries, C channels of a query, D channels of the language model, H horizons, K tokens of a horizon, M numbers of a motion code

/// <summary>
/// The global tokens T_g (spec/sparseoccvla.md §5.2): K vectors pooled by attention from LN(Q_L), and for each horizon t
/// g_{t,k} = base_k + frame_t + MLP(motion_t) + position_{t,k}, taken to the language model's width.
/// </summary>
public sealed class GlobalTokens : Module<Tensor, Tensor?, Tensor>
{
    private readonly ConnectorConfig config;
    private readonly LayerNorm norm;
    private readonly Parameter pool;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Parameter frame;
    private readonly Sequential motion_code;
    private readonly Parameter no_motion;
    private readonly Parameter query_position;
    private readonly Sequential projection;

    /// <summary>With zero embeddings and the library's own, unseeded matrices.</summary>
    public GlobalTokens(ConnectorConfig config) : base(nameof(GlobalTokens))
    {
        this.config = config;
        int c = config.QueryWidth, d = config.LanguageWidth;
        norm = LayerNorm(c);
        pool = Parameter(zeros(config.TokensPerHorizon, c));
        key = Linear(c, c);
        value = Linear(c, c);
        frame = Parameter(zeros(config.Horizons, c));
        motion_code = Sequential(Linear(config.MotionWidth, c), LayerNorm(c), LeakyReLU(0.01), Linear(c, c));
        no_motion = Parameter(zeros(c));
        query_position = Parameter(zeros(config.Horizons, config.TokensPerHorizon, c));
        projection = Sequential(Linear(c, d), GELU(), Linear(d, d));
        RegisterComponents();
    }

    /// <summary>Tokens (B, H·K, D), the horizons one after the other.</summary>
    /// <param name="features">Q_L (B, Q, C).</param>
    /// <param name="motion">Motion codes (B, H, M); null takes the learned code of unknown motion.</param>
    public override Tensor forward(Tensor features, Tensor? motion)
    {
        using var scope = NewDisposeScope();
        long b = features.shape[0], c = config.QueryWidth, h = config.Horizons, k = config.TokensPerHorizon;
        var x = norm.forward(features);                                                            // (B, Q, C)
        var weights = pool.matmul(key.forward(x).transpose(1, 2)).div(Math.Sqrt(c)).softmax(-1);   // (B, K, Q)
        var pooled = weights.matmul(value.forward(x));                                             // (B, K, C)
        var m = motion is null ? no_motion.view(1, 1, c) : motion_code.forward(motion);            // (B, H, C)
        var g = pooled.unsqueeze(1) + (frame + m).unsqueeze(2) + query_position;                   // (B, H, K, C)
        return projection.forward(g.reshape(b, h * k, c)).MoveToOuterDisposeScope();               // (B, H·K, D)
    }
}
