using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

/// <summary>The car's own 21 numbers to one feature for the scorer and a few tokens for the decoder. Three linear layers with ReLU.</summary>
internal sealed class EgoEncoder : Module<Tensor, EgoEncoding>
{
    // Brings metres, metres per second and radians to about ±1.
    private static readonly float[] Scale =
        [.. Enumerable.Repeat<float[]>([0.05f, 0.2f, 2], 4).SelectMany(s => s), 0.1f, 1, 2, 0.3f, 0.3f, 2, 1, 1, 1];

    private readonly int count;
    private readonly Sequential summary;
    private readonly Linear? tokens;

    public EgoEncoder(PlannerConfig config) : base(nameof(EgoEncoder))
    {
        count = config.EgoTokens;
        summary = Sequential(Linear(config.EgoFeatures, config.Width), ReLU(), Linear(config.Width, config.Width), ReLU());
        tokens = config.EgoFusion ? Linear(config.Width, count * config.Width) : null;
        RegisterComponents();
    }

    /// <summary>The 21 numbers, each brought to about ±1.</summary>
    public static Tensor Scaled(Tensor ego) => ego * tensor(Scale, device: ego.device);

    /// <summary>(B, 21) to (B, C) and (B, tokens, C).</summary>
    public override EgoEncoding forward(Tensor ego)
    {
        Tensor whole = summary.forward(Scaled(ego));
        return new(whole, tokens?.forward(whole).unflatten(-1, [count, whole.shape[1]]));
    }
}

/// <summary>The car's own state, encoded.</summary>
/// <param name="Summary">(B, C).</param>
/// <param name="Tokens">(B, tokens, C); null where the decoder attends to none.</param>
internal sealed record EgoEncoding(Tensor Summary, Tensor? Tokens);
