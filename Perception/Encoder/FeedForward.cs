using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>Linear, ReLU, linear; the input is not added (equation (8) of spec/sparseoccvla.md §3.2).</summary>
internal sealed class FeedForward : Module<Tensor, Tensor>
{
    private readonly double dropout;
    private readonly Linear expand;
    private readonly Linear contract;

    public FeedForward(int width, int inner, double dropout) : base(nameof(FeedForward))
    {
        this.dropout = dropout;
        expand = Linear(width, inner);
        contract = Linear(inner, width);
        register_module("expand", expand);
        register_module("contract", contract);
    }

    public override Tensor forward(Tensor x) // (…, C)
    {
        Tensor y = functional.dropout(functional.relu(expand.forward(x)), dropout, training);
        return functional.dropout(contract.forward(y), dropout, training);
    }

    public void Initialize(Generator generator)
    {
        Initialization.Linear(expand, generator);
        Initialization.Linear(contract, generator);
    }

    /// <summary>The last layer at 0: nothing comes out until that is learnt.</summary>
    public void Close()
    {
        Initialization.Constant(contract.weight, 0);
        Initialization.Constant(contract.bias!, 0);
    }
}
