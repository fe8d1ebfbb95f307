using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>Linear, GELU, linear, under the names that the weights have; the input is not added.</summary>
internal sealed class GeluMlp : Module<Tensor, Tensor>
{
    // x σ(1.702 x), which OpenAI's CLIP has for x Φ(x).
    private const double QuickFactor = 1.702;

    private readonly bool quick;
    private readonly Linear expand;
    private readonly Linear contract;

    public GeluMlp(int width, int inner, bool quick, string expandName, string contractName) : base(nameof(GeluMlp))
    {
        this.quick = quick;
        expand = Linear(width, inner);
        contract = Linear(inner, width);
        register_module(expandName, expand);
        register_module(contractName, contract);
    }

    public override Tensor forward(Tensor x) // (…, C)
    {
        Tensor y = expand.forward(x);
        return contract.forward(quick ? y * (y * QuickFactor).sigmoid() : functional.gelu(y));
    }
}
