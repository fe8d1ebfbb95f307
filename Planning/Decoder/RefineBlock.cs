using TorchSharp.Modules;
using VoxPilot.Core;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

/// <summary>x̂₀ = MLP(f), metres per step, outright or added to where the mode starts; and, where asked for, a score for each mode.</summary>
internal sealed class RefineBlock : DecoderBlock
{
    private readonly bool fromAnchors;
    private readonly Sequential displacement;
    private readonly Sequential? score;

    public RefineBlock(DecoderConfig config) : base(nameof(DecoderOperation.Refine))
    {
        int c = config.Width;
        fromAnchors = config.RefineFromAnchors;
        displacement = Sequential(Linear(c, c), ReLU(), Linear(c, c), ReLU(), Linear(c, 2 * Trajectory.Steps));
        score = config.RefineScores
            ? Sequential(Linear(c, c), ReLU(), LayerNorm(c), Linear(c, c), ReLU(), LayerNorm(c), Linear(c, 1))
            : null;
        RegisterComponents();
    }

    public override DecoderState forward(DecoderState state, DecoderContext context, Tensor time)
    {
        Tensor x = displacement.forward(state.Features).unflatten(-1, [Trajectory.Steps, 2]); // (B, M, 6, 2)
        return state with
        {
            Displacements = fromAnchors ? context.Start! + x : x,
            Scores = score?.forward(state.Features).squeeze(-1),                              // (B, M)
        };
    }
}
