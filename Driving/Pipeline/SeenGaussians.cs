using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Driving;

/// <summary>The Gaussians of a scene, on the device. Made, used and let go of on the device's thread.</summary>
internal sealed class SeenGaussians : IDisposable
{
    private readonly Tensor[] tensors;

    /// <summary>Takes the tensors out of the work item's dispose scope: from here on they belong to this object. Features behind the Gaussians are left to it.</summary>
    public SeenGaussians(GaussianSet seen)
    {
        Set = seen with { Features = null };
        tensors = [.. new[] { seen.Means, seen.Scales, seen.Rotations, seen.Opacities, seen.Harmonics, seen.Classes }.OfType<Tensor>()];
        foreach (Tensor tensor in tensors)
        {
            tensor.DetachFromDisposeScope();
        }
    }

    /// <summary>Of a batch of one.</summary>
    public GaussianSet Set { get; }

    /// <summary>Memory of the tensors.</summary>
    public long Bytes => sizeof(float) * tensors.Sum(tensor => tensor.numel());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in tensors)
        {
            tensor.Dispose();
        }
    }
}
