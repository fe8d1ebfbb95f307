using System.Numerics;
using System.Numerics.Tensors;
using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>
/// Grey-value closing of one class: 3×3×3 maximum, then 3×3×3 minimum; what lies outside the grid takes no part. Both are
/// separable, so each is three passes over whole rows.
/// </summary>
internal sealed class VoxelClosing(GridSpec grid)
{
    private readonly float[] a = new float[grid.Count];
    private readonly float[] b = new float[grid.Count];
    private readonly List<(int Voxel, float Score)> above = [];

    /// <summary>The voxels whose closed value exceeds <paramref name="threshold"/>, with that value.</summary>
    /// <param name="plane">A value ≥ 0 per voxel, 0 outside the x range <paramref name="firstX"/>…<paramref name="lastX"/>.</param>
    /// <param name="firstX">First x with a value.</param>
    /// <param name="lastX">Last x with a value.</param>
    /// <param name="threshold">At least 0.</param>
    public List<(int Voxel, float Score)> Close(ReadOnlySpan<float> plane, int firstX, int lastX, float threshold)
    {
        // Two rows of neighbours: one that dilation reaches, one more that erosion reads (and finds 0 in).
        int from = Math.Max(firstX - 2, 0), to = Math.Min(lastX + 2, grid.SizeX - 1);
        int row = grid.SizeY * grid.SizeZ, start = from * row, length = (to - from + 1) * row;
        Span<float> x = a.AsSpan(start, length), y = b.AsSpan(start, length);

        AlongX(plane.Slice(start, length), x, row, maximum: true);
        AlongY(x, y, maximum: true);
        AlongZ(y, x, maximum: true);
        AlongX(x, y, row, maximum: false);
        AlongY(y, x, maximum: false);
        AlongZ(x, y, maximum: false);

        above.Clear();
        int i = 0;
        for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
        {
            if (Vector.GreaterThanAny(new Vector<float>(y[i..]), new Vector<float>(threshold)))
            {
                Scan(y, i, i + Vector<float>.Count, start, threshold);
            }
        }
        Scan(y, i, length, start, threshold);
        return above;
    }

    private void Scan(ReadOnlySpan<float> values, int from, int to, int offset, float threshold)
    {
        for (int i = from; i < to; i++)
        {
            if (values[i] > threshold)
            {
                above.Add((offset + i, values[i]));
            }
        }
    }

    private static void AlongX(ReadOnlySpan<float> source, Span<float> target, int row, bool maximum) =>
        Along(source, target, row, maximum);

    private void AlongY(ReadOnlySpan<float> source, Span<float> target, bool maximum)
    {
        int row = grid.SizeY * grid.SizeZ;
        for (int i = 0; i < source.Length; i += row)
        {
            Along(source.Slice(i, row), target.Slice(i, row), grid.SizeZ, maximum);
        }
    }

    private void AlongZ(ReadOnlySpan<float> source, Span<float> target, bool maximum)
    {
        // Over all columns at once, then the two ends of each column, whose outer neighbour belongs to another column.
        Along(source, target, 1, maximum);
        int n = grid.SizeZ;
        for (int i = 0; i < source.Length && n > 1; i += n)
        {
            target[i] = Pick(source[i], source[i + 1], maximum);
            target[i + n - 1] = Pick(source[i + n - 1], source[i + n - 2], maximum);
        }
        if (n == 1)
        {
            source.CopyTo(target);
        }
    }

    /// <summary>Each value with the ones <paramref name="step"/> before and after it, where there are any.</summary>
    private static void Along(ReadOnlySpan<float> source, Span<float> target, int step, bool maximum)
    {
        source.CopyTo(target);
        if (source.Length > step)
        {
            Combine(target[step..], source[..^step], maximum);
            Combine(target[..^step], source[step..], maximum);
        }
    }

    private static void Combine(Span<float> target, ReadOnlySpan<float> other, bool maximum)
    {
        if (maximum)
        {
            TensorPrimitives.Max(target, other, target);
        }
        else
        {
            TensorPrimitives.Min(target, other, target);
        }
    }

    private static float Pick(float a, float b, bool maximum) => maximum ? Math.Max(a, b) : Math.Min(a, b);
}
