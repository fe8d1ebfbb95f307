namespace VoxPilot.Core;

/// <summary>Names and groups of the Occ3D labels.</summary>
public static class OccupancyClasses
{
    /// <summary>Labels that occupy space; label 17 is free.</summary>
    public const int Occupied = 17;

    /// <summary>The 18 names in label order, as Occ3D writes them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "others", "barrier", "bicycle", "bus", "car", "construction_vehicle", "motorcycle", "pedestrian", "traffic_cone",
        "trailer", "truck", "driveable_surface", "other_flat", "sidewalk", "terrain", "manmade", "vegetation", "free",
    ];

    /// <summary>True for labels 2 to 10, which may move (spec/sparseoccvla.md §7.2).</summary>
    public static bool IsMovable(int label) => label is >= 2 and <= 10;

    /// <summary>True for labels that a car drives or walks on and does not collide with: 11 to 14.</summary>
    public static bool IsGround(int label) => label is >= 11 and <= 14;

    /// <summary>True for labels that a car must not touch.</summary>
    public static bool IsObstacle(int label) => label is >= 0 and <= 10 or 15 or 16;
}
