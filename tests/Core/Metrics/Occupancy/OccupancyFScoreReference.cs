using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Tests.Metrics;

/// <summary>Accuracy and completeness of one key frame by the distance of every pair of voxels: the plain twin of <c>OccupancyFScore</c>.</summary>
internal static class OccupancyFScoreReference
{
    private const double Near = 0.6; // metres

    public static (double Accuracy, double Completeness) Shares(GridSpec grid, byte[] prediction, byte[] truth, byte[] mask)
    {
        List<Vector3D> predicted = Occupied(grid, prediction, mask), occupied = Occupied(grid, truth, mask);
        return (Share(predicted, occupied), Share(occupied, predicted));
    }

    private static double Share(List<Vector3D> of, List<Vector3D> to) => (double)of.Count(a => to.Any(b => (a - b).Length < Near)) / of.Count;

    private static List<Vector3D> Occupied(GridSpec grid, byte[] labels, byte[] mask)
    {
        List<Vector3D> points = [];
        for (int x = 0; x < grid.SizeX; x++)
        {
            for (int y = 0; y < grid.SizeY; y++)
            {
                for (int z = 0; z < grid.SizeZ; z++)
                {
                    int at = grid.Index(x, y, z);
                    if (labels[at] < 17 && (mask.Length == 0 || mask[at] != 0))
                    {
                        points.Add(grid.Centre(x, y, z));
                    }
                }
            }
        }
        return points;
    }
}
