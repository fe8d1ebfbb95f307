using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// N images, L tokens, H heads, C channels, d = C/H

/// <summary>Multi-head self-attention with the parameter names of PyTorch's MultiheadAttention; the input is not added.</summary>
internal sealed class VitAttention : Module<Tensor, Tensor>
{
    private readonly int heads;
    private readonly Parameter weight;
    private readonly Parameter bias;
    private readonly Linear output;

    public VitAttention(int width, int heads) : base(nameof(VitAttention))
    {
        this.heads = heads;
        weight = new(zeros(3 * width, width));
        bias = new(zeros(3 * width));
        output = Linear(width, width);
        register_parameter("in_proj_weight", weight);
        register_parameter("in_proj_bias", bias);
        register_module("out_proj", output);
    }

    public override Tensor forward(Tensor x)
    {
        long n = x.shape[0], length = x.shape[1], width = x.shape[2];
        Tensor qkv = functional.linear(x, weight, bias).view(n, length, 3, heads, width / heads).permute(2, 0, 3, 1, 4); // (3, N, H, L, d)
        Tensor y = functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2]);                                      // (N, H, L, d)
        return output.forward(y.transpose(1, 2).reshape(n, length, width));
    }
}
