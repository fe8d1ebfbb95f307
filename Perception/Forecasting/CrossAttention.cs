using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, Q queries, M memory tokens, H heads, C channels, d = C/H

/// <summary>Multi-head attention of queries to a few tokens; the query is not added.</summary>
internal sealed class CrossAttention : Module<Tensor, Tensor, Tensor>
{
    private readonly int heads;
    private readonly double dropout;
    private readonly Linear query;
    private readonly Linear keyValue;
    private readonly Linear output;

    public CrossAttention(int width, int heads, double dropout) : base(nameof(CrossAttention))
    {
        this.heads = heads;
        this.dropout = dropout;
        query = Linear(width, width);
        keyValue = Linear(width, 2 * width);
        output = Linear(width, width);
        register_module("query", query);
        register_module("key_value", keyValue);
        register_module("output", output);
    }

    /// <summary>Queries (B, Q, C) and memory (B, M, C) to (B, Q, C).</summary>
    public override Tensor forward(Tensor x, Tensor memory)
    {
        long b = x.shape[0], n = x.shape[1], m = memory.shape[1], width = x.shape[2], d = width / heads;
        Tensor q = query.forward(x).view(b, n, heads, d).transpose(1, 2);                      // (B, H, Q, d)
        Tensor kv = keyValue.forward(memory).view(b, m, 2, heads, d).permute(2, 0, 3, 1, 4);   // (2, B, H, M, d)
        Tensor scores = matmul(q * (1 / Math.Sqrt(d)), kv[0].transpose(-2, -1));               // (B, H, Q, M)
        Tensor attention = functional.dropout(scores.softmax(-1), dropout, training);
        return output.forward(matmul(attention, kv[1]).transpose(1, 2).reshape(b, n, width));  // (B, Q, C)
    }

    public void Initialize(Generator generator)
    {
        Initialization.Glorot(query, generator);
        Initialization.Glorot(keyValue, generator);
        Initialization.Linear(output, generator);
        Initialization.Constant(output.bias!, 0);
    }
}
