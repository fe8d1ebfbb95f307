namespace VoxPilot.Perception;

/// <summary>How the scores of the points in a voxel become the voxel's (spec/sparseoccvla.md §3.4).</summary>
public enum VoxelScoring
{
    /// <summary>OPUS: the mean over the first ten points.</summary>
    Opus,

    /// <summary>SparseWorld: the highest over all points; buildings and vegetation count less far from their query's centre.</summary>
    SparseWorld,
}
