using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

// B batch, M queries, K tokens, H heads, W width, d = W/H

/// <summary>Multi-head attention with one packed projection, parameters named as PyTorch's own; nothing is added to its result.</summary>
internal sealed class MultiHeadAttention : Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly int heads;
    private readonly Parameter in_proj_weight;
    private readonly Parameter in_proj_bias;
    private readonly Linear out_proj;

    public MultiHeadAttention(int width, int heads) : base(nameof(MultiHeadAttention))
    {
        this.heads = heads;
        in_proj_weight = Parameter(zeros(3 * width, width));
        in_proj_bias = Parameter(zeros(3 * width));
        out_proj = Linear(width, width);
        RegisterComponents();
    }

    /// <summary>Queries (B, M, W), keys and values (B, K, W) to (B, M, W).</summary>
    public override Tensor forward(Tensor query, Tensor key, Tensor value)
    {
        Tensor[] weights = in_proj_weight.chunk(3), biases = in_proj_bias.chunk(3);
        Tensor q = Split(functional.linear(query, weights[0], biases[0]));                              // (B, H, M, d)
        Tensor k = Split(functional.linear(key, weights[1], biases[1]));                                // (B, H, K, d)
        Tensor v = Split(functional.linear(value, weights[2], biases[2]));                              // (B, H, K, d)
        Tensor attention = (matmul(q, k.transpose(-2, -1)) * (1 / Math.Sqrt(q.shape[3]))).softmax(-1);  // (B, H, M, K)
        return out_proj.forward(matmul(attention, v).transpose(1, 2).flatten(2));                       // (B, M, W)
    }

    private Tensor Split(Tensor x) => x.unflatten(-1, [heads, x.shape[2] / heads]).transpose(1, 2);
}
