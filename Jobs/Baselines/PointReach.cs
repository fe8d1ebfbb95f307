using VoxPilot.Core;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Baselines;

/// <summary>How far from its query's centre a certain point of a class still counts (spec/sparseoccvla.md §3.4).</summary>
internal static class PointReach
{
    /// <summary>Points keep this share of a voxel away from its faces.</summary>
    public const double Margin = 0.05;

    private const double DampingDistance = 0.1, Safe = 0.99;

    /// <summary>Metres: the largest distance that is allowed, or where SparseWorld's damping 0.1/distance falls below the class's threshold.</summary>
    public static double Of(PointVoxelizerConfig config, int label)
    {
        bool damped = config.Scoring == VoxelScoring.SparseWorld && label >= (int)OccupancyClass.Manmade;
        double reach = damped && config.Thresholds[label] > 0 ? Math.Max(DampingDistance, DampingDistance / config.Thresholds[label]) : double.PositiveInfinity;
        return Safe * Math.Min(config.MaximumDistance, reach);
    }

    /// <summary>The boxes (side, height), in voxels, whose every voxel holds a point within reach of the box's middle: for each side the highest.</summary>
    public static IReadOnlyList<(int Side, int Height)> Boxes(double reach, GridSpec grid)
    {
        double r = reach / grid.Voxel;
        List<(int Side, int Height)> boxes = [];
        for (int height = grid.SizeZ; height >= 1; height--)
        {
            int side = 0;
            while (side < grid.SizeX && 2 * Square(Corner(side + 1)) + Square(Corner(height)) < r * r)
            {
                side++;
            }
            if (side > 0 && (boxes.Count == 0 || side > boxes[^1].Side))
            {
                boxes.Add((side, height));
            }
        }
        return boxes.Count > 0 ? boxes : [(1, 1)];
    }

    // From the middle of n voxels to the nearest point of the last, in voxels.
    private static double Corner(int n) => Math.Max(0, n / 2.0 - 1 + Margin);

    private static double Square(double x) => x * x;
}
