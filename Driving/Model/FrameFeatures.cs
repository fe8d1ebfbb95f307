using static TorchSharp.torch;

namespace VoxPilot.Driving;

/// <summary>What the backbone saw in a frame: one tensor (N, C, h, w) per level. Kept for the frames that follow in its sequence.</summary>
internal sealed class FrameFeatures : IDisposable
{
    /// <param name="levels">Levels, finest first; they leave their dispose scope and belong to this object.</param>
    public FrameFeatures(Tensor[] levels)
    {
        foreach (Tensor level in levels)
        {
            level.DetachFromDisposeScope();
        }
        Levels = levels;
    }

    /// <summary>Levels, finest first.</summary>
    public Tensor[] Levels { get; }

    /// <summary>To be called on the device's thread only.</summary>
    public void Dispose()
    {
        foreach (Tensor level in Levels)
        {
            level.Dispose();
        }
    }
}
