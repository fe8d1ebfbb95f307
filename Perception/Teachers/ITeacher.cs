using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>A frozen network over images whose features teach the occupancy queries (spec/sparseoccvla.md §4).</summary>
public interface ITeacher : IDisposable
{
    /// <summary>Name with size, for a pack's provenance.</summary>
    string Name { get; }

    /// <summary>Dt, channels of its features.</summary>
    int Width { get; }

    /// <summary>Features (N, Dt, h, w) over the whole of each image, without gradients.</summary>
    /// <param name="images">
    /// (N, 3, H, W) as the model under training gets them: RGB less ImageNet's means, divided by its deviations (<c>ClipLoaderOptions.Mean</c>,
    /// <c>.Std</c>). A teacher with other statistics converts.
    /// </param>
    Tensor Maps(Tensor images);
}
