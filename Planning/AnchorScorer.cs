using TorchSharp.Modules;
using VoxPilot.Core;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

// B batch, K anchors, C channels, D channels of the language model

/// <summary>
/// Scores the anchors by what the language model thinks (spec/sparseoccvla.md §8.2):
/// r = W LN(h_r), φ_k = MLP(sine(anchor_k)) + its command's embedding, s_k = MLP([r, φ_k, ego]); without r where nothing is to be heard of it
/// (<see cref="PlannerConfig.ReasonedScore"/>).
/// </summary>
internal sealed class AnchorScorer : Module<Tensor, Tensor, AnchorTensors, AnchorScores>
{
    private readonly LayerNorm? norm;
    private readonly Linear? reason;
    private readonly Sequential anchor;
    private readonly Parameter command;
    private readonly Sequential score;

    public AnchorScorer(PlannerConfig config) : base(nameof(AnchorScorer))
    {
        int c = config.Width;
        if (config.ReasonedScore)
        {
            norm = LayerNorm(config.LanguageWidth);
            reason = Linear(config.LanguageWidth, c);
        }
        anchor = Sequential(Linear(Trajectory.Steps * AnchorTensors.PointWidth, c), ReLU(), Linear(c, c));
        command = Parameter(zeros(AnchorSet.Commands, c));
        score = Sequential(Linear((config.ReasonedScore ? 3 : 2) * c, c), ReLU(), Linear(c, 1));
        RegisterComponents();
    }

    /// <summary>Hidden state (B, D), encoded ego state (B, C) and anchors to logits and anchor features.</summary>
    public override AnchorScores forward(Tensor plan, Tensor ego, AnchorTensors anchors)
    {
        Tensor phi = anchor.forward(anchors.Embedding(plan.device));                              // (K, C)
        phi = phi + command.repeat_interleave(anchors.Set.Modes, 0);
        long b = ego.shape[0], k = phi.shape[0], c = phi.shape[1];
        List<Tensor> all = [phi.unsqueeze(0).expand(b, k, c), ego.unsqueeze(1).expand(b, k, c)];
        if (reason is not null && norm is not null)
        {
            Tensor r = reason.forward(norm.forward(plan));                                        // (B, C)
            all.Insert(0, r.unsqueeze(1).expand(b, k, c));
        }
        return new(score.forward(cat([.. all], -1)).squeeze(-1), phi);                            // (B, K)
    }
}

/// <summary>What the scorer gives.</summary>
/// <param name="Logits">(B, K); the sigmoid is the score.</param>
/// <param name="Anchors">φ, features of the anchors, (K, C).</param>
internal sealed record AnchorScores(Tensor Logits, Tensor Anchors);
