using TorchSharp.Modules;
using VoxPilot.Core;
using VoxPilot.Planning;
using VoxPilot.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Jobs.Training;

// B batch, D channels of the language model

/// <summary>
/// Reads off the plan token's state which anchor was driven and where to. It is linear, so that all reasoning has to be in the state, and is thrown away:
/// what stays is a state that a planner can use.
/// </summary>
internal sealed class PlanProbe : Module
{
    private readonly LayerNorm norm;
    private readonly Linear anchor;
    private readonly Linear path;

    /// <summary>With the library's own, unseeded initial values.</summary>
    /// <param name="width">D.</param>
    /// <param name="anchors">K.</param>
    public PlanProbe(int width, int anchors) : base(nameof(PlanProbe))
    {
        norm = LayerNorm(width);
        anchor = Linear(width, anchors);
        path = Linear(width, Trajectory.Steps * 2);
        RegisterComponents();
    }

    /// <summary>The terms: cross-entropy of the driven anchor, L1 of the displacements in metres.</summary>
    /// <param name="states">h_r (B, D).</param>
    /// <param name="target">What was driven.</param>
    /// <param name="weight">Weight of both.</param>
    public IEnumerable<LossTerm> Terms(Tensor states, PlannerTarget target, double weight)
    {
        using Autocast single = Autocast.Off(states.device.type);
        Tensor x = norm.forward(states.to_type(ScalarType.Float32));
        Tensor nearest = tensor([.. target.Nearest], device: states.device).unsqueeze(-1);
        yield return new("probe.anchor", -anchor.forward(x).log_softmax(-1).gather(-1, nearest).mean() * weight);
        Tensor apart = (path.forward(x).view(-1, Trajectory.Steps, 2) - target.Displacements).abs().sum([-1]);
        yield return new("probe.path", (apart * target.Valid).mean() * weight);
    }
}
