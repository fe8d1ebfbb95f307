using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser keeps for one parameter between steps.</summary>
public abstract class OptimizerState : IDisposable
{
    /// <summary>Moves the tensors to a device.</summary>
    public virtual void to(Device device)
    {
    }

    /// <summary>Copies another state into this one.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes of the tensors.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    // A tensor like the parameter, of zeros, that outlives the step's dispose scope.
    private protected static Tensor ZerosLike(Parameter parameter)
    {
        using IDisposable _ = no_grad();
        return zeros_like(parameter).DetachFromDisposeScope();
    }

    private protected static Tensor Moved(Tensor tensor, Device device)
    {
        Tensor moved = tensor.to(device);
        if (ReferenceEquals(moved, tensor))
            return tensor;
        tensor.Dispose();
        return moved.DetachFromDisposeScope();
    }
}
