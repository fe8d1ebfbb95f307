using System.Numerics;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// Structural similarity of one channel. The Gaussian window is a product: each row is filtered along itself once, for the five means of
/// x, y, x², y² and x·y, and kept in a ring of eleven rows, which are then filtered across. A buffer of the size of eleven rows is all
/// that is needed, and serves all images.
/// </summary>
internal sealed class SsimKernel
{
    /// <summary>Width and height of a window.</summary>
    public const int Size = 11;

    private const int Half = Size / 2, Means = 5;
    private const double Sigma = 1.5;
    private const float C1 = 0.01f * 0.01f, C2 = 0.03f * 0.03f;

    private static readonly float[] Window = MakeWindow();

    private float[] rows = []; // (5, W + 10): a row with its border, as x, y, x², y², x·y
    private float[] ring = []; // (11, 5, columns)

    /// <summary>Mean over all windows.</summary>
    /// <param name="x">A channel (H, W).</param>
    /// <param name="y">The same channel of the other image (H, W).</param>
    /// <param name="width">W.</param>
    /// <param name="height">H.</param>
    /// <param name="windows">What the windows do at the border.</param>
    public double Mean(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int width, int height, SsimWindows windows)
    {
        int border = windows == SsimWindows.ZeroPadded ? Half : 0, padded = width + 2 * border, columns = padded - 2 * Half;
        if (rows.Length < Means * padded)
        {
            rows = new float[Means * padded];
        }
        if (ring.Length < Size * Means * columns)
        {
            ring = new float[Size * Means * columns];
        }
        Array.Clear(rows, 0, Means * padded);
        Array.Clear(ring, 0, Size * Means * columns); // rows above the image
        double sum = 0;
        int lines = 0;
        for (int r = 0; r < height + border; r++)
        {
            Span<float> slot = ring.AsSpan(r % Size * Means * columns, Means * columns);
            if (r < height)
            {
                Spread(x.Slice(r * width, width), y.Slice(r * width, width), padded, border);
                for (int m = 0; m < Means; m++)
                {
                    Along(rows.AsSpan(m * padded, padded), slot.Slice(m * columns, columns));
                }
            }
            else
            {
                slot.Clear();
            }
            // the window's middle is row r − 5
            if (r - Half >= Half - border)
            {
                sum += Line(r + 1, columns);
                lines++;
            }
        }
        return sum / ((double)lines * columns);
    }

    private void Spread(ReadOnlySpan<float> x, ReadOnlySpan<float> y, int padded, int border)
    {
        Span<float> ox = rows.AsSpan(border, x.Length), oy = rows.AsSpan(padded + border, x.Length), xx = rows.AsSpan(2 * padded + border, x.Length),
            yy = rows.AsSpan(3 * padded + border, x.Length), xy = rows.AsSpan(4 * padded + border, x.Length);
        x.CopyTo(ox);
        y.CopyTo(oy);
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> a = new(x[i..]), b = new(y[i..]);
            (a * a).CopyTo(xx[i..]);
            (b * b).CopyTo(yy[i..]);
            (a * b).CopyTo(xy[i..]);
        }
        for (; i < x.Length; i++)
        {
            (xx[i], yy[i], xy[i]) = (x[i] * x[i], y[i] * y[i], x[i] * y[i]);
        }
    }

    private static void Along(ReadOnlySpan<float> row, Span<float> filtered)
    {
        int i = 0;
        for (; i <= filtered.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> sum = Vector<float>.Zero;
            for (int k = 0; k < Size; k++)
            {
                sum = Vector.FusedMultiplyAdd(new Vector<float>(row[(i + k)..]), new Vector<float>(Window[k]), sum);
            }
            sum.CopyTo(filtered[i..]);
        }
        for (; i < filtered.Length; i++)
        {
            float sum = 0;
            for (int k = 0; k < Size; k++)
            {
                sum = MathF.FusedMultiplyAdd(row[i + k], Window[k], sum);
            }
            filtered[i] = sum;
        }
    }

    // Similarity of the windows over the eleven rows that the ring holds; the oldest lies in slot oldest % 11.
    private double Line(int oldest, int columns)
    {
        double line = 0;
        int i = 0;
        for (; i <= columns - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> mx = Vector<float>.Zero, my = mx, mxx = mx, myy = mx, mxy = mx;
            for (int k = 0; k < Size; k++)
            {
                ReadOnlySpan<float> slot = ring.AsSpan((oldest + k) % Size * Means * columns + i);
                Vector<float> w = new(Window[k]);
                mx = Vector.FusedMultiplyAdd(new Vector<float>(slot), w, mx);
                my = Vector.FusedMultiplyAdd(new Vector<float>(slot[columns..]), w, my);
                mxx = Vector.FusedMultiplyAdd(new Vector<float>(slot[(2 * columns)..]), w, mxx);
                myy = Vector.FusedMultiplyAdd(new Vector<float>(slot[(3 * columns)..]), w, myy);
                mxy = Vector.FusedMultiplyAdd(new Vector<float>(slot[(4 * columns)..]), w, mxy);
            }
            Vector<float> c1 = new(C1), c2 = new(C2), two = new(2), cross = mx * my, squares = mx * mx + my * my;
            line += Vector.Sum((two * cross + c1) * (two * (mxy - cross) + c2) / ((squares + c1) * (mxx + myy - squares + c2)));
        }
        for (; i < columns; i++)
        {
            float mx = 0, my = 0, mxx = 0, myy = 0, mxy = 0;
            for (int k = 0; k < Size; k++)
            {
                int at = (oldest + k) % Size * Means * columns + i;
                mx += Window[k] * ring[at];
                my += Window[k] * ring[at + columns];
                mxx += Window[k] * ring[at + 2 * columns];
                myy += Window[k] * ring[at + 3 * columns];
                mxy += Window[k] * ring[at + 4 * columns];
            }
            float cross = mx * my, squares = mx * mx + my * my;
            line += (2 * cross + C1) * (2 * (mxy - cross) + C2) / ((squares + C1) * (mxx + myy - squares + C2));
        }
        return line;
    }

    private static float[] MakeWindow()
    {
        double[] weights = [.. Enumerable.Range(-Half, Size).Select(i => Math.Exp(-i * i / (2 * Sigma * Sigma)))];
        return [.. weights.Select(weight => (float)(weight / weights.Sum()))];
    }
}
