using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Api.Contracts;

/// <summary>Occupancy as the API writes it in JSON.</summary>
internal static class OccupancyMapping
{
    /// <summary>Occupancy of a scene.</summary>
    public static OccupancyBody ToBody(SceneOccupancy occupancy)
    {
        GridSpec grid = occupancy.Frames.Count > 0 ? occupancy.Frames[0].Occupancy.Spec : GridSpec.Occ3D;
        return new()
        {
            Grid = new() { Origin = [grid.Origin.X, grid.Origin.Y, grid.Origin.Z], Voxel = grid.Voxel, Shape = [grid.SizeX, grid.SizeY, grid.SizeZ] },
            Classes = OccupancyClasses.Names,
            Frames = [.. occupancy.Frames.Select(ToBody)],
            Pack = SceneMapping.ToBody(occupancy.Pack),
            Trained = occupancy.Pack.Trained,
            Seed = occupancy.Seed,
            Timings = occupancy.Timings,
        };
    }

    private static OccupancyFrameBody ToBody(OccupancyFrame frame)
    {
        SparseOccupancy voxels = frame.Occupancy;
        GridSpec grid = voxels.Spec;
        int[][] indices = new int[voxels.Count][];
        for (int i = 0; i < indices.Length; i++)
        {
            (int xy, int z) = Math.DivRem(voxels.Voxels[i], grid.SizeZ);
            indices[i] = [xy / grid.SizeY, xy % grid.SizeY, z];
        }
        return new()
        {
            Horizon = frame.Horizon,
            Motion = new() { X = frame.Motion.X, Y = frame.Motion.Y, Yaw = frame.Motion.Yaw, Speed = frame.Motion.Speed },
            Indices = indices,
            Labels = Array.ConvertAll(voxels.Labels, label => (int)label),
            Scores = voxels.Scores,
        };
    }
}
