using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module learns. It belongs to no dispose scope once a module has registered it.</summary>
public class Parameter : Tensor
{
    /// <summary>Takes the data over: <paramref name="data"/> itself is empty afterwards.</summary>
    /// <param name="data">The values.</param>
    /// <param name="requires_grad">Whether gradients are kept for it.</param>
    public Parameter(Tensor data, bool requires_grad = true) : base(TakeLeaf(data))
    {
        if (requires_grad)
            this.requires_grad = true;
    }

    // A leaf of the autograd graph, whatever made the data.
    private static nint TakeLeaf(Tensor data)
    {
        using Tensor source = data;
        using Tensor leaf = source.detach();
        return leaf.DecoupleFromNativeHandle();
    }
}
