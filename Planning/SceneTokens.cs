using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

/// <summary>Occupancy queries as the decoder's scene attention sees them: W LN(Q_L) + PE(centres).</summary>
internal sealed class SceneTokens : Module<Tensor, Tensor, Tensor>
{
    private const double Reach = 40; // metres; brings centres to about ±1
    private readonly LayerNorm norm;
    private readonly Linear feature;
    private readonly Sequential position;

    public SceneTokens(PlannerConfig config) : base(nameof(SceneTokens))
    {
        int c = config.Width;
        norm = LayerNorm(config.SceneWidth);
        feature = Linear(config.SceneWidth, c);
        position = Sequential(Linear(3, c), ReLU(), LayerNorm(c), Linear(c, c));
        RegisterComponents();
    }

    /// <summary>Features (B, Q, C_scene) and centres (B, Q, 3) to (B, Q, C).</summary>
    public override Tensor forward(Tensor scene, Tensor centres) =>
        feature.forward(norm.forward(scene)) + position.forward(centres / Reach);
}
