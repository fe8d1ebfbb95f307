using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>The pairs of the Chamfer distance between predicted points and the occupied voxels of one sample (spec/sparseoccvla.md §3.3), exact.</summary>
public sealed class ChamferMatcher
{
    private readonly GridSpec grid;
    private readonly VoxelCentres axes;
    private readonly NearestVoxels nearestVoxels;
    private readonly NearestPoints nearestPoints;
    private float[] centres = [];

    /// <summary>A matcher for truths of the given shape.</summary>
    public ChamferMatcher(GridSpec grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        this.grid = grid;
        axes = new(grid);
        nearestVoxels = new(grid);
        nearestPoints = new(grid);
    }

    /// <summary>G: occupied voxels of the sample.</summary>
    public int Count => nearestVoxels.Count;

    /// <summary>Takes a sample's truth; its occupied voxels are numbered in the grid's order.</summary>
    public void Load(OccupancyGrid truth)
    {
        nearestVoxels.Load(truth);
        if (centres.Length < 3 * Count)
        {
            centres = new float[3 * (Count + Count / 4)];
        }
        ReadOnlySpan<int> voxels = nearestVoxels.Voxels;
        for (int i = 0; i < voxels.Length; i++)
        {
            centres[3 * i] = axes.X[voxels[i] / (grid.SizeY * grid.SizeZ)];
            centres[3 * i + 1] = axes.Y[voxels[i] / grid.SizeZ % grid.SizeY];
            centres[3 * i + 2] = axes.Z[voxels[i] % grid.SizeZ];
        }
    }

    /// <summary>The centres of the occupied voxels, (G, 3), metres.</summary>
    public ReadOnlySpan<float> Centres => centres.AsSpan(0, 3 * Count);

    /// <summary>Finds both directions.</summary>
    /// <param name="points">(N, 3), metres.</param>
    /// <param name="voxelOfPoint">nn_G: N numbers of voxels.</param>
    /// <param name="pointOfVoxel">nn_P: G numbers of points.</param>
    public void Match(ReadOnlySpan<float> points, Span<long> voxelOfPoint, Span<long> pointOfVoxel)
    {
        nearestVoxels.Find(points, voxelOfPoint);
        nearestPoints.Load(points);
        nearestPoints.Find(Centres, pointOfVoxel);
    }
}
