using VoxPilot.Core.Formats;
using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Api.Occupancy;

/// <summary>Occupancy as NumPy's npz in Occ3D's layout: <c>semantics</c> (200, 200, 16) uint8 now, <c>semantics_1</c> one second ahead, and so on.</summary>
internal static class OccupancyNpz
{
    /// <summary>Content type of the answer.</summary>
    public const string ContentType = "application/x-npz";

    /// <summary>All frames.</summary>
    public static byte[] Write(SceneOccupancy occupancy)
    {
        using MemoryStream file = new();
        NpzFile.Write(file, occupancy.Frames.Select(frame => KeyValuePair.Create(Name(frame.Horizon), Dense(frame.Occupancy))));
        return file.ToArray();
    }

    private static string Name(int horizon) => horizon == 0 ? "semantics" : $"semantics_{horizon}";

    private static NpyArray Dense(SparseOccupancy occupancy)
    {
        GridSpec grid = occupancy.Spec;
        return NpyArray.Of(occupancy.ToGrid().Labels.ToArray(), grid.SizeX, grid.SizeY, grid.SizeZ);
    }
}
