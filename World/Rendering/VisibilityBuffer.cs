namespace VoxPilot.World.Rendering;

/// <summary>For each sample of an image, which triangle is nearest and how near. Grown, never shrunk; one for each worker.</summary>
internal sealed class VisibilityBuffer
{
    /// <summary>Samples that are handled at once; rows are padded to a multiple.</summary>
    public const int Lanes = 8;

    private DrawnTriangle[] triangles = new DrawnTriangle[1024];

    /// <summary>Samples in a row.</summary>
    public int Width { get; private set; }

    /// <summary>Rows.</summary>
    public int Height { get; private set; }

    /// <summary>Samples from one row to the next.</summary>
    public int Stride { get; private set; }

    /// <summary>Nearness of each sample; what <see cref="Clear"/> was given where nothing is.</summary>
    public float[] Nearness { get; private set; } = [];

    /// <summary>Index in <see cref="Triangles"/> of each sample; −1 where nothing is.</summary>
    public int[] Ids { get; private set; } = [];

    /// <summary>The triangles that were drawn.</summary>
    public ReadOnlySpan<DrawnTriangle> Triangles => triangles.AsSpan(0, Count);

    /// <summary>How many were drawn.</summary>
    public int Count { get; private set; }

    /// <summary>Makes the buffer empty and of the given size.</summary>
    public void Clear(int width, int height, float farthest)
    {
        (Width, Height, Stride, Count) = (width, height, (width + Lanes - 1) / Lanes * Lanes, 0);
        int length = Stride * height;
        if (Nearness.Length < length)
        {
            (Nearness, Ids) = (new float[length], new int[length]);
        }
        Nearness.AsSpan(0, length).Fill(farthest);
        Ids.AsSpan(0, length).Fill(-1);
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
