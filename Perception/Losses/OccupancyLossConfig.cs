using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>Weights of <see cref="OccupancyLoss"/> (spec/sparseoccvla.md §3.3).</summary>
public sealed record OccupancyLossConfig
{
    /// <summary>a_c: weight of each class's column of the focal loss, whatever the point's label; 17 numbers.</summary>
    public required float[] ClassWeights { get; init; }

    /// <summary>w_k of voxels whose nearest point is farther than <see cref="FarDistance"/>.</summary>
    public required float FarWeight { get; init; }

    /// <summary>Metres.</summary>
    public float FarDistance { get; init; } = 0.2f;

    /// <summary>Whether far and rare voxels weigh more only where a camera sees them.</summary>
    public bool CameraMask { get; init; }

    /// <summary>Factor of w_k of voxels that no camera sees; below 1 it needs the mask too.</summary>
    public float UnseenWeight { get; init; } = 1;

    /// <summary>Labels whose voxels weigh at least <see cref="RareWeight"/>.</summary>
    public int[] RareClasses { get; init; } = [];

    /// <summary>Least w_k of rare classes.</summary>
    public float RareWeight { get; init; } = 10;

    /// <summary>Labels whose w_k is multiplied by <see cref="BackgroundWeight"/>.</summary>
    public int[] BackgroundClasses { get; init; } = [];

    /// <summary>Factor of w_k of background classes.</summary>
    public float BackgroundWeight { get; init; } = 0.5f;

    /// <summary>Whether a point's classes count by clamp(1 / distance to its voxel, 0.4, 1).</summary>
    public bool NearPointsCountMore { get; init; }

    /// <summary>Factor of the Chamfer distance.</summary>
    public double PointWeight { get; init; } = 0.5;

    /// <summary>β of the smooth L1 distance, metres.</summary>
    public double Beta { get; init; } = 0.2;

    /// <summary>Factor of the focal loss.</summary>
    public double ClassWeight { get; init; } = 2;

    /// <summary>γ of the focal loss.</summary>
    public double Gamma { get; init; } = 2;

    /// <summary>α of the focal loss.</summary>
    public double Alpha { get; init; } = 0.25;

    /// <summary>Whether the weights need to know what cameras see.</summary>
    public bool NeedsMask => CameraMask || UnseenWeight < 1;

    /// <summary>OPUS: weights by what cameras see, rare classes.</summary>
    public static OccupancyLossConfig Opus() => new()
    {
        ClassWeights = [10, 5, 10, 5, 5, 10, 10, 5, 10, 5, 5, 1, 5, 1, 1, 2, 1],
        FarWeight = 5,
        CameraMask = true,
        RareClasses = [(int)OccupancyClass.Others, (int)OccupancyClass.Bicycle, (int)OccupancyClass.ConstructionVehicle, (int)OccupancyClass.TrafficCone],
    };

    /// <summary>
    /// OPUS for short schedules: what cameras do not see hardly counts, the ground, most of all voxels and learnt first, counts less, and all
    /// that moves or stands on the road as much as OPUS' rare classes.
    /// </summary>
    public static OccupancyLossConfig Nano() => Opus() with
    {
        UnseenWeight = 0.2f,
        BackgroundClasses = [(int)OccupancyClass.DriveableSurface, (int)OccupancyClass.OtherFlat, (int)OccupancyClass.Sidewalk, (int)OccupancyClass.Terrain],
        BackgroundWeight = 0.4f,
        RareClasses = [.. Enumerable.Range(0, (int)OccupancyClass.DriveableSurface)],
    };

    /// <summary>SparseWorld, and the reference configuration of §19: no mask, lighter background.</summary>
    public static OccupancyLossConfig SparseWorld() => new()
    {
        ClassWeights = [3, 2, 3, 2, 2, 3, 3, 2, 3, 2, 2, 1, 2, 1, 1, 1, 1],
        FarWeight = 3,
        BackgroundClasses = [(int)OccupancyClass.DriveableSurface, (int)OccupancyClass.Manmade, (int)OccupancyClass.Vegetation],
        NearPointsCountMore = true,
    };
}
