using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Jobs.Training;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Tests.Training.Stages.Occupancy;

/// <summary>Made-up frames: a point with a score in some voxels of a small grid, and what is there.</summary>
internal static class MadeSight
{
    public static GridSpec Grid { get; } = new(new(0, 0, 0), 0.4, 8, 8, 4);

    /// <summary>Rules that take voxels one by one.</summary>
    public static PointVoxelizerConfig Rules { get; } = PointVoxelizerConfig.Opus() with { Grid = Grid, Closing = false };

    /// <summary>A frame.</summary>
    /// <param name="seen">A voxel, a class, its score.</param>
    /// <param name="truth">Labels of voxels that are not free.</param>
    /// <param name="mask">Voxels that count; none: all.</param>
    public static SeenFrame Frame(IReadOnlyList<(int Voxel, int Label, double Score)> seen, IReadOnlyDictionary<int, int> truth, byte[]? mask = null)
    {
        List<float> points = [], logits = [];
        foreach ((int voxel, int label, double score) in seen)
        {
            Vector3D centre = Grid.Centre(voxel / Grid.SizeZ / Grid.SizeY, voxel / Grid.SizeZ % Grid.SizeY, voxel % Grid.SizeZ);
            points.AddRange([(float)centre.X, (float)centre.Y, (float)centre.Z]);
            logits.AddRange(Enumerable.Range(0, OccupancyClasses.Occupied).Select(c => c == label ? (float)Math.Log(score / (1 - score)) : -9));
        }
        byte[] labels = [.. Enumerable.Range(0, Grid.Count).Select(v => (byte)truth.GetValueOrDefault(v, (int)OccupancyClass.Free))];
        return new([.. points], [.. logits], 1, labels, mask ?? []);
    }
}
