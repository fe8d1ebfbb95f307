using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// D width

/// <summary>The feed-forward network behind attention that stands beside its input: 2D channels to D, with a linear skip (spec/sqs.md §4.4).</summary>
internal sealed class NarrowingFeedForward : Module<Tensor, Tensor>
{
    private readonly double dropout;
    private readonly LayerNorm norm;
    private readonly Linear expand;
    private readonly Linear contract;
    private readonly Linear skip;

    public NarrowingFeedForward(int width, int inner, double dropout) : base(nameof(NarrowingFeedForward))
    {
        this.dropout = dropout;
        norm = LayerNorm(2 * width);
        expand = Linear(2 * width, inner);
        contract = Linear(inner, width);
        skip = Linear(2 * width, width);
        register_module("norm", norm);
        register_module("expand", expand);
        register_module("contract", contract);
        register_module("skip", skip);
    }

    /// <summary>(…, 2D) to (…, D).</summary>
    public override Tensor forward(Tensor x)
    {
        x = norm.forward(x);
        Tensor y = functional.dropout(functional.relu(expand.forward(x)), dropout, training);
        return skip.forward(x) + functional.dropout(contract.forward(y), dropout, training);
    }

    public void Initialize(Generator generator)
    {
        Initialization.Norm(norm);
        foreach (Linear linear in (Linear[])[expand, contract, skip])
        {
            Initialization.Glorot(linear, generator);
        }
    }
}
