using System.Runtime.Intrinsics;

namespace VoxPilot.World.Rendering;

/// <summary>
/// For each sample of an image, which triangle is nearest and how near, and for each tile of 8×8 samples how near at least everything in it
/// is: what is farther than that cannot be seen there. Grown, never shrunk; one for each worker.
/// </summary>
internal sealed class VisibilityBuffer
{
    /// <summary>Samples that are handled at once; rows are padded to a multiple.</summary>
    public const int Lanes = 8;

    private const int TrianglesBetweenMeasures = 1500;

    private DrawnTriangle[] triangles = new DrawnTriangle[1024];
    private float[] tiles = [];
    private int tileColumns, measured;

    /// <summary>Samples in a row.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Samples from one row to the next.</summary>
    public int Stride { get; private set; }

    /// <summary>Nearness of each sample; what <see cref="Clear"/> was given where nothing is.</summary>
    public float[] Nearness { get; private set; } = [];

    /// <summary>False for a shadow map: its samples know how near things are, not what they are.</summary>
    public bool Identifies { get; private set; }

    /// <summary>Index in <see cref="Triangles"/> of each sample; −1 where nothing is.</summary>
    public int[] Ids { get; private set; } = [];

    /// <summary>The triangles that were drawn.</summary>
    public ReadOnlySpan<DrawnTriangle> Triangles => triangles.AsSpan(0, Count);

    /// <summary>How many were drawn.</summary>
    public int Count { get; private set; }

    /// <summary>Makes the buffer empty and of the given size.</summary>
    public void Clear(int width, int height, float farthest, bool identifies = true)
    {
        (Width, Height, Stride, Count, Identifies) = (width, height, (width + Lanes - 1) / Lanes * Lanes, 0, identifies);
        int length = Stride * height;
        if (Nearness.Length < length)
        {
            Nearness = new float[length];
        }
        Nearness.AsSpan(0, length).Fill(farthest);
        if (!identifies)
        {
            return;
        }
        if (Ids.Length < length)
        {
            Ids = new int[length];
        }
        Ids.AsSpan(0, length).Fill(-1);
        // Nothing is drawn into what pads the rows, and it does not count in its tile.
        for (int y = 0; y < height; y++)
        {
            Nearness.AsSpan(y * Stride + width, Stride - width).Fill(float.PositiveInfinity);
        }
        (tileColumns, measured) = (Stride / Lanes, 0);
        int count = tileColumns * ((height + Lanes - 1) / Lanes);
        if (tiles.Length < count)
        {
            tiles = new float[count];
        }
        tiles.AsSpan(0, count).Fill(float.NegativeInfinity);
    }

    /// <summary>Measures the tiles when enough was drawn since the last time.</summary>
    public void Measure()
    {
        if (Count - measured < TrianglesBetweenMeasures)
        {
            return;
        }
        measured = Count;
        for (int y = 0, row = 0; y < Height; y += Lanes, row += tileColumns)
        {
            int rows = Math.Min(Lanes, Height - y);
            for (int column = 0; column < tileColumns; column++)
            {
                ref float first = ref Nearness[y * Stride + column * Lanes];
                Vector256<float> least = Vector256.LoadUnsafe(ref first);
                for (int i = 1; i < rows; i++)
                {
                    least = Vector256.MinNative(least, Vector256.LoadUnsafe(ref first, (nuint)(i * Stride)));
                }
                Vector128<float> half = Vector128.MinNative(least.GetLower(), least.GetUpper());
                tiles[row + column] = Math.Min(Math.Min(half[0], half[1]), Math.Min(half[2], half[3]));
            }
        }
    }

    /// <summary>True if everything in a rectangle of samples, inclusive, was nearer than a nearness when the tiles were measured.</summary>
    public bool Hides(int left, int top, int right, int bottom, float nearness)
    {
        for (int row = top / Lanes; row <= bottom / Lanes; row++)
        {
            foreach (float least in tiles.AsSpan(row * tileColumns + left / Lanes, right / Lanes - left / Lanes + 1))
            {
                if (!(least > nearness))
                {
                    return false;
                }
            }
        }
        return true;
    }

    /// <summary>Takes note of a triangle; returns its index.</summary>
    public int Add(in DrawnTriangle triangle)
    {
        if (Count == triangles.Length)
        {
            Array.Resize(ref triangles, 2 * Count);
        }
        triangles[Count] = triangle;
        return Count++;
    }
}
