using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, Q queries, H heads, C channels, d = C/H

/// <summary>
/// Scale-adaptive self-attention: queries attend to each other, less the farther apart they are; how much less, each head of
/// each query decides by τ (equation (7) of spec/sparseoccvla.md §3.2). Distances carry no gradient.
/// </summary>
internal sealed class SpatialAttention : Module<Tensor, Tensor, Tensor>
{
    private readonly int heads;
    private readonly double dropout;
    private readonly Linear input;
    private readonly Linear output;
    private readonly Linear tau;

    public SpatialAttention(int width, int heads, double dropout) : base(nameof(SpatialAttention))
    {
        this.heads = heads;
        this.dropout = dropout;
        input = Linear(width, 3 * width);
        output = Linear(width, width);
        tau = Linear(width, heads);
        register_module("input", input);
        register_module("output", output);
        register_module("tau", tau);
    }

    /// <summary>Queries (B, Q, C) at centres (B, Q, 3), metres, to what they attended to (B, Q, C); the query is not added.</summary>
    public override Tensor forward(Tensor q, Tensor centres)
    {
        long b = q.shape[0], n = q.shape[1], width = q.shape[2], d = width / heads;
        Tensor distance = Distances(centres.detach());                                       // (B, Q, Q)
        Tensor scale = tau.forward(q).permute(0, 2, 1).unsqueeze(-1);                        // (B, H, Q, 1)
        Tensor mask = -(distance.unsqueeze(1) * scale);                                      // (B, H, Q, Q)

        Tensor qkv = input.forward(q).view(b, n, 3, heads, d).permute(2, 0, 3, 1, 4);        // (3, B, H, Q, d)
        Tensor scores = matmul(qkv[0] * (1 / Math.Sqrt(d)), qkv[1].transpose(-2, -1)) + mask; // (B, H, Q, Q)
        Tensor attention = functional.dropout(scores.softmax(-1), dropout, training);
        Tensor y = matmul(attention, qkv[2]).permute(0, 2, 1, 3).reshape(b, n, width);       // (B, Q, C)
        return output.forward(y);
    }

    /// <summary>τ starts in [0, 2) for every query alike, one value per head.</summary>
    public void Initialize(Generator generator)
    {
        Initialization.Glorot(input, generator);
        Initialization.Linear(output, generator);
        Initialization.Constant(output.bias!, 0);
        Initialization.Constant(tau.weight, 0);
        Initialization.Uniform(tau.bias!, 0, 2, generator);
    }

    private static Tensor Distances(Tensor centres) =>                                       // ‖c_i − c_j‖₂
        (centres.unsqueeze(2) - centres.unsqueeze(1)).square().sum(-1).sqrt();
}
