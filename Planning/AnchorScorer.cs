using TorchSharp.Modules;
using VoxPilot.Core;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

// B batch, K anchors, C channels, D channels of the language model

/// <summary>
/// Scores the anchors by what the language model thinks (spec/sparseoccvla.md §8.2):
/// r = W LN(h_r), φ_k = MLP(sine(anchor_k)) + its command's embedding, s_k = MLP([r, φ_k, ego]).
/// </summary>
internal sealed class AnchorScorer : Module<Tensor, Tensor, AnchorTensors, AnchorScores>
{
    private readonly LayerNorm norm;
    private readonly Linear reason;
    private readonly Sequential anchor;
    private readonly Parameter command;
    private readonly Sequential score;

    public AnchorScorer(PlannerConfig config) : base(nameof(AnchorScorer))
    {
        int c = config.Width;
        norm = LayerNorm(config.LanguageWidth);
        reason = Linear(config.LanguageWidth, c);
        anchor = Sequential(Linear(Trajectory.Steps * AnchorTensors.PointWidth, c), ReLU(), Linear(c, c));
        command = Parameter(zeros(3, c));
        score = Sequential(Linear(3 * c, c), ReLU(), Linear(c, 1));
        RegisterComponents();
    }

    /// <summary>Hidden state (B, D), encoded ego state (B, C) and anchors to logits and anchor features.</summary>
    public override AnchorScores forward(Tensor plan, Tensor ego, AnchorTensors anchors)
    {
        Tensor r = reason.forward(norm.forward(plan));                                            // (B, C)
        Tensor phi = anchor.forward(anchors.Embedding(plan.device));                              // (K, C)
        phi = phi + command.repeat_interleave(AnchorSet.Modes, 0);
        long b = r.shape[0], k = phi.shape[0], c = phi.shape[1];
        Tensor all = cat([r.unsqueeze(1).expand(b, k, c), phi.unsqueeze(0).expand(b, k, c), ego.unsqueeze(1).expand(b, k, c)], -1);
        return new(score.forward(all).squeeze(-1), phi);                                          // (B, K)
    }
}

/// <summary>What the scorer gives.</summary>
/// <param name="Logits">(B, 18); the sigmoid is the score.</param>
/// <param name="Anchors">φ, features of the anchors, (18, C).</param>
internal sealed record AnchorScores(Tensor Logits, Tensor Anchors);
