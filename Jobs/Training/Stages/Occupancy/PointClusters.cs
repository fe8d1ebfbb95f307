using VoxPilot.Core;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// k-means (Lloyd) over the occupied voxels of some key frames: where queries had best start. The nearest centre is found exactly; centres
/// that nothing is near to are put where a centre has most.
/// </summary>
internal static class PointClusters
{
    private const int Rounds = 20;

    /// <summary>The centres.</summary>
    /// <param name="points">(N, 3), metres.</param>
    /// <param name="count">How many centres.</param>
    /// <param name="grid">Space of the points.</param>
    /// <param name="seed">Seed of the first centres.</param>
    /// <returns>(count, 3), metres.</returns>
    /// <exception cref="ArgumentException">There are fewer points than centres.</exception>
    public static float[] Find(float[] points, int count, GridSpec grid, int seed)
    {
        int n = points.Length / 3;
        if (n < count)
        {
            throw new ArgumentException($"{count} centres need at least as many points; {n} were given.", nameof(points));
        }
        int[] order = [.. Enumerable.Range(0, n)];
        new Random(seed).Shuffle(order);
        float[] centres = new float[3 * count];
        for (int i = 0; i < count; i++)
        {
            points.AsSpan(3 * order[i], 3).CopyTo(centres.AsSpan(3 * i));
        }
        NearestPoints nearest = new(grid);
        long[] owner = new long[n];
        for (int round = 0; round < Rounds; round++)
        {
            nearest.Load(centres);
            nearest.Find(points, owner);
            Move(points, owner, centres);
        }
        return centres;
    }

    private static void Move(float[] points, long[] owner, float[] centres)
    {
        int count = centres.Length / 3;
        double[] sums = new double[centres.Length];
        int[] sizes = new int[count];
        for (int i = 0; i < owner.Length; i++)
        {
            int c = (int)owner[i];
            sizes[c]++;
            for (int axis = 0; axis < 3; axis++)
            {
                sums[3 * c + axis] += points[3 * i + axis];
            }
        }
        int largest = Array.IndexOf(sizes, sizes.Max()), empty = 0;
        for (int c = 0; c < count; c++)
        {
            for (int axis = 0; axis < 3; axis++)
            {
                // An empty centre goes beside the largest, a little apart so that the next round tells them from each other.
                centres[3 * c + axis] = sizes[c] > 0
                    ? (float)(sums[3 * c + axis] / sizes[c])
                    : (float)(sums[3 * largest + axis] / sizes[largest]) + 0.1f * (empty + 1);
            }
            empty += sizes[c] == 0 ? 1 : 0;
        }
    }
}
