using TorchSharp.Modules;
using VoxPilot.Core;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

// B batch, M modes, C channels

/// <summary>
/// What the car's own motion adds to each anchor, metres per step: an MLP over the 21 numbers themselves, the mode's feature and the instruction.
/// It knows what a planner without cameras knows (AD-MLP, spec/sparseoccvla.md §2.4), so that the decoder is left with what cameras add. A new one adds nothing.
/// </summary>
internal sealed class EgoShift : Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly Sequential displacement;

    public EgoShift(PlannerConfig config) : base(nameof(EgoShift))
    {
        int width = config.EgoShiftWidth;
        displacement = Sequential(
            Linear(config.EgoFeatures + 2 * config.Width, width), ReLU(), Linear(width, width), ReLU(), Linear(width, 2 * Trajectory.Steps));
        RegisterComponents();
    }

    /// <summary>Ego numbers (B, 21), modes φ (M, C) and instruction (B, C) to displacements (B, M, 6, 2), right and forward.</summary>
    public override Tensor forward(Tensor ego, Tensor modes, Tensor instruction)
    {
        long b = ego.shape[0], m = modes.shape[0];
        Tensor all = cat(
            [
                EgoEncoder.Scaled(ego).unsqueeze(1).expand(b, m, ego.shape[1]),
                modes.unsqueeze(0).expand(b, m, modes.shape[1]),
                instruction.unsqueeze(1).expand(b, m, instruction.shape[1]),
            ], -1);
        return displacement.forward(all).unflatten(-1, [Trajectory.Steps, 2]);
    }
}
