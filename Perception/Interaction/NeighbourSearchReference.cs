namespace VoxPilot.Perception;

/// <summary>Every distance; the plain twin of <see cref="NeighbourSearch"/>, for tests and as the measure of its speed.</summary>
public static class NeighbourSearchReference
{
    /// <summary>As <see cref="NeighbourSearch.Load"/> and then <see cref="NeighbourSearch.Find(ReadOnlySpan{float}, int, Span{int})"/>.</summary>
    /// <param name="points">(N, 3), metres.</param>
    /// <param name="kept">N; empty: all are kept.</param>
    /// <param name="queries">(Q, 3), metres.</param>
    /// <param name="k">Neighbours of a query.</param>
    /// <returns>(Q, k) places in the set of points.</returns>
    public static int[] Find(float[] points, bool[] kept, float[] queries, int k)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(queries);
        NeighbourSearch.Check(queries.Length, k, queries.Length / 3 * k);
        int[] neighbours = new int[queries.Length / 3 * k];
        Parallel.For(0, queries.Length / 3, q =>
        {
            Span<float> distances = stackalloc float[k];
            Span<int> places = neighbours.AsSpan(q * k, k);
            distances.Fill(float.PositiveInfinity);
            places.Fill(NeighbourSearch.None);
            for (int p = 0; p < points.Length / 3; p++)
            {
                float dx = queries[3 * q] - points[3 * p], dy = queries[3 * q + 1] - points[3 * p + 1], dz = queries[3 * q + 2] - points[3 * p + 2];
                float distance = dx * dx + dy * dy + dz * dz;
                if (!(distance < distances[^1]) || (kept.Length > 0 && !kept[p]))
                {
                    continue; // as near as the last, it comes after it: so does its index
                }
                int place = k - 1;
                for (; place > 0 && distance < distances[place - 1]; place--)
                {
                    (distances[place], places[place]) = (distances[place - 1], places[place - 1]);
                }
                (distances[place], places[place]) = (distance, p);
            }
        });
        return neighbours;
    }
}
