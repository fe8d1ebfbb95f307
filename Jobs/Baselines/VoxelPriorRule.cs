namespace VoxPilot.Jobs.Baselines;

/// <summary>How counts of labels per voxel become one label.</summary>
public enum VoxelPriorRule
{
    /// <summary>The most frequent label, free included. Rarely occupied voxels become free, so that rare classes are never given.</summary>
    MostFrequent,

    /// <summary>
    /// The labels that maximise the mean IoU over the counts themselves, by coordinate ascent: each voxel takes the label that raises it most,
    /// until none does. The mean IoU is what is measured, so this is the stronger floor.
    /// </summary>
    MeanIoU,
}
