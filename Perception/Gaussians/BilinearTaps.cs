namespace VoxPilot.Perception;

/// <summary>
/// The four features around a place in one map, image borders at the borders of the outermost features, zeros outside: addresses
/// that are always inside, and shares that are 0 where the map ends.
/// </summary>
internal readonly unsafe struct BilinearTaps
{
    private readonly float left;
    private readonly float right;
    private readonly float upper;
    private readonly float lower;
    private readonly bool hasLeft;
    private readonly bool hasRight;
    private readonly bool hasUpper;
    private readonly bool hasLower;
    private readonly int width;
    private readonly int height;

    /// <param name="width">Columns of the map.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="stride">Numbers of a feature.</param>
    /// <param name="u">0…1 of the image's width.</param>
    /// <param name="v">0…1 of the image's height.</param>
    public BilinearTaps(int width, int height, int stride, float u, float v)
    {
        float i = u * width - 0.5f, j = v * height - 0.5f, column = MathF.Floor(i), row = MathF.Floor(j);
        int x = (int)column, y = (int)row;
        (this.width, this.height) = (width, height);
        (hasLeft, hasRight, hasUpper, hasLower) = (x >= 0, x + 1 < width, y >= 0, y + 1 < height);
        right = hasRight ? i - column : 0;
        left = hasLeft ? 1 - (i - column) : 0;
        lower = hasLower ? j - row : 0;
        upper = hasUpper ? 1 - (j - row) : 0;
        int x0 = Math.Max(x, 0), x1 = Math.Min(x + 1, width - 1);
        long y0 = Math.Max(y, 0) * (long)width, y1 = Math.Min(y + 1, height - 1) * (long)width;
        UpperLeft = (y0 + x0) * stride;
        UpperRight = (y0 + x1) * stride;
        LowerLeft = (y1 + x0) * stride;
        LowerRight = (y1 + x1) * stride;
    }

    public long UpperLeft { get; }

    public long UpperRight { get; }

    public long LowerLeft { get; }

    public long LowerRight { get; }

    public float UpperLeftShare => upper * left;

    public float UpperRightShare => upper * right;

    public float LowerLeftShare => lower * left;

    public float LowerRightShare => lower * right;

    /// <summary>The blend of what the four features say.</summary>
    public float Value(float upperLeft, float upperRight, float lowerLeft, float lowerRight) =>
        upper * (left * upperLeft + right * upperRight) + lower * (left * lowerLeft + right * lowerRight);

    /// <summary>Its slope along u.</summary>
    public float SlopeU(float upperLeft, float upperRight, float lowerLeft, float lowerRight) => width
        * ((hasRight ? upper * upperRight + lower * lowerRight : 0) - (hasLeft ? upper * upperLeft + lower * lowerLeft : 0));

    /// <summary>Its slope along v.</summary>
    public float SlopeV(float upperLeft, float upperRight, float lowerLeft, float lowerRight) => height
        * ((hasLower ? left * lowerLeft + right * lowerRight : 0) - (hasUpper ? left * upperLeft + right * upperRight : 0));
}
