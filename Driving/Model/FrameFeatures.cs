using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Driving;

/// <summary>What was seen in a frame, as it is kept for the frames that follow in its sequence.</summary>
/// <param name="levels">What the backbone saw: levels (N, C, h, w), finest first; they belong to the work item until <see cref="Keep"/>.</param>
/// <param name="odometry">The ground, and how the car has moved over it.</param>
internal sealed class FrameFeatures(Tensor[] levels, OdometryFrame odometry) : IDisposable
{
    /// <summary>Levels, finest first.</summary>
    public Tensor[] Levels { get; } = levels;

    /// <summary>The ground, and how the car has moved over it.</summary>
    public OdometryFrame Odometry { get; } = odometry;

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
