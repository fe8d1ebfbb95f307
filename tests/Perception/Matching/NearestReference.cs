using VoxPilot.Core;

namespace VoxPilot.Perception.Tests.Matching;

/// <summary>Every distance; the plain twin of <see cref="NearestVoxels"/> and <see cref="NearestPoints"/>. The first of equals wins.</summary>
internal static class NearestReference
{
    public static long[] Find(float[] points, float[] queries)
    {
        long[] nearest = new long[queries.Length / 3];
        for (int q = 0; q < nearest.Length; q++)
        {
            float best = float.PositiveInfinity;
            for (int p = 0; p < points.Length / 3; p++)
            {
                float dx = queries[3 * q] - points[3 * p], dy = queries[3 * q + 1] - points[3 * p + 1], dz = queries[3 * q + 2] - points[3 * p + 2];
                float distance = dx * dx + dy * dy + dz * dz;
                if (distance < best)
                {
                    (best, nearest[q]) = (distance, p);
                }
            }
        }
        return nearest;
    }

    /// <summary>A grid in which a share of the voxels is occupied, and their centres.</summary>
    public static OccupancyGrid Scatter(GridSpec spec, Random random, double share)
    {
        byte[] labels = new byte[spec.Count];
        Array.Fill(labels, (byte)OccupancyClass.Free);
        for (int i = 0; i < Math.Max(1, share * labels.Length); i++)
        {
            labels[random.Next(labels.Length)] = (byte)random.Next(OccupancyClasses.Occupied);
        }
        return new(spec, labels);
    }
}
