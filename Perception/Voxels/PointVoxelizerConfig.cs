using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>Rules by which points become voxels (spec/sparseoccvla.md §3.4).</summary>
public sealed record PointVoxelizerConfig
{
    /// <summary>The variant.</summary>
    public required VoxelScoring Scoring { get; init; }

    /// <summary>A score counts only above the threshold of its class, 0…1; 17 numbers.</summary>
    public required float[] Thresholds { get; init; }

    /// <summary>Points at this distance from their query's centre, metres, or farther are dropped.</summary>
    public float MaximumDistance { get; init; } = 3;

    /// <summary>Whether gaps are closed by a 3×3×3 dilation and erosion.</summary>
    public bool Closing { get; init; } = true;

    /// <summary>Where the voxels lie.</summary>
    public GridSpec Grid { get; init; } = GridSpec.Occ3D;

    /// <summary>OPUS's rules: 0.5 for every class.</summary>
    public static PointVoxelizerConfig Opus() => new()
    {
        Scoring = VoxelScoring.Opus,
        Thresholds = [.. Enumerable.Repeat(0.5f, OccupancyClasses.Occupied)],
    };

    /// <summary>SparseWorld's rules, used for forecasts: 0.35, for buildings 0.25, for vegetation 0.30.</summary>
    public static PointVoxelizerConfig SparseWorld() => new()
    {
        Scoring = VoxelScoring.SparseWorld,
        Thresholds = [.. Enumerable.Repeat(0.35f, OccupancyClasses.Occupied - 2), 0.25f, 0.30f],
    };
}
