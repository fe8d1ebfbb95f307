using System.Runtime.CompilerServices;

using VoxPilot.Core;

namespace VoxPilot.World.Truth;

/// <summary>
/// Which label a voxel takes where several things share it. A fixed order: people and cycles, then vehicles, then barriers, cones and
/// other things, then buildings and poles, then plants, then the ground; among equals, what comes nearest to the middle of the voxel's
/// column, so that a straight border between two grounds falls where more than half of the voxel lies. No order of work changes this.
/// </summary>
internal static class OccupancyRank
{
    /// <summary>The key of a voxel that nothing touches.</summary>
    public const uint Free = uint.MaxValue;

    /// <summary>The place of what fills a body's inside: behind every surface of its rank.</summary>
    public const float Inside = 0.7f;

    private const float Depth = 0.16f;
    private const float Scale = 90_000;

    /// <summary>Rank and label as a number: of two, the lower wins, once each has its place.</summary>
    /// <param name="label">Label 0…16.</param>
    public static uint Key(int label) => (uint)Rank((OccupancyClass)label) << 24 | (uint)label;

    /// <summary>The part of a key that says how near the middle of the column a point comes, and how high.</summary>
    /// <param name="dx">From the middle of the voxel, in voxels.</param>
    /// <param name="dy">From the middle of the voxel, in voxels.</param>
    /// <param name="dz">From the floor of the voxel, in voxels: of two grounds, one over the other, the upper counts.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Place(float dx, float dy, float dz) => Place(dx * dx + dy * dy + Depth * (1 - dz));

    /// <summary>The part of a key for a distance below 0.72.</summary>
    public static uint Place(float distance) => (uint)float.ConvertToIntegerNative<int>(distance * Scale) << 8;

    /// <summary>True for the key of what fills a body's inside.</summary>
    public static bool IsInside(uint key) => (key & 0xFFFF00) == Place(Inside);

    /// <summary>The label of a key.</summary>
    public static byte Label(uint key) => key == Free ? (byte)OccupancyClass.Free : (byte)key;

    private static int Rank(OccupancyClass label) => label switch
    {
        OccupancyClass.Pedestrian or OccupancyClass.Bicycle or OccupancyClass.Motorcycle => 0,
        >= OccupancyClass.Bus and <= OccupancyClass.Truck and not OccupancyClass.TrafficCone => 1,
        OccupancyClass.Barrier or OccupancyClass.TrafficCone or OccupancyClass.Others => 2,
        OccupancyClass.Manmade => 3,
        OccupancyClass.Vegetation => 4,
        _ => 5,
    };
}
