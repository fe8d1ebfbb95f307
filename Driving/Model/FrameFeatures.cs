using static TorchSharp.torch;

namespace VoxPilot.Driving;

/// <summary>What the backbone saw in a frame: one tensor (N, C, h, w) per level. Kept for the frames that follow in its sequence.</summary>
/// <param name="levels">Levels, finest first; they belong to the work item until <see cref="Keep"/>.</param>
internal sealed class FrameFeatures(Tensor[] levels) : IDisposable
{
    /// <summary>Levels, finest first.</summary>
    public Tensor[] Levels { get; } = levels;

    /// <summary>Takes the tensors out of the work item's dispose scope: from here on they belong to this object.</summary>
    public void Keep()
    {
        foreach (Tensor level in Levels)
        {
            level.DetachFromDisposeScope();
        }
    }

    /// <summary>To be called on the device's thread only.</summary>
    public void Dispose()
    {
        foreach (Tensor level in Levels)
        {
            level.Dispose();
        }
    }
}
