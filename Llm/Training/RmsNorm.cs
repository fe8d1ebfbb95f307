using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

/// <summary>Root mean square norm: w · x / √(mean(x²) + ε), its statistics in single precision whatever the input (Llama).</summary>
internal sealed class RmsNorm : Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly double epsilon;

    /// <summary>With weight 1.</summary>
    public RmsNorm(int width, double epsilon) : base(nameof(RmsNorm))
    {
        weight = new(ones(width), true);
        this.epsilon = epsilon;
        RegisterComponents();
    }

    /// <summary>(…, D) to (…, D).</summary>
    public override Tensor forward(Tensor x)
    {
        var f = x.to_type(ScalarType.Float32);
        return weight * (f * (f.square().mean([-1], keepdim: true) + epsilon).rsqrt()).to_type(x.dtype);
    }
}
