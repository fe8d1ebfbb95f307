namespace VoxPilot.Perception;

/// <summary>
/// The ground around the car as from above: brightness of its cells, each taken from the nearest camera that sees it, high-passed and brought to local
/// deviation 1, so that exposure and shade do not matter. Inverse perspective mapping onto one plane; what stands up from it is smeared outwards.
/// </summary>
public sealed class GroundView
{
    private const double NearestDepth = 0.5;

    // Rec. 601
    private static readonly float[] Grey = [0.299f, 0.587f, 0.114f];

    private GroundView(int side, float[] values, bool[] seen) => (Side, Values, Seen) = (side, values, seen);

    /// <summary>n: cells of a side.</summary>
    public int Side { get; }

    /// <summary>(n, n), from behind to ahead, in a row from the right to the left; 0 where no camera sees the ground.</summary>
    public float[] Values { get; }

    /// <summary>(n, n): whether a camera sees the cell.</summary>
    public bool[] Seen { get; }

    /// <summary>Looks at the ground through a frame's cameras.</summary>
    /// <param name="pixels">Prepared images (N, 3, H, W): (value − mean) / std.</param>
    /// <param name="egoToImage">Ego frame to their pixels, (N, 4, 4) row-major; further matrices are not looked at.</param>
    /// <param name="image">How they were prepared.</param>
    /// <param name="config">Which cells.</param>
    public static GroundView Of(ReadOnlySpan<float> pixels, ReadOnlySpan<float> egoToImage, ImageConfig image, OdometryConfig config)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(config);
        int side = (int)Math.Round(2 * config.Range / config.Cell), area = image.Height * image.Width, cameras = pixels.Length / (3 * area);
        float[] values = new float[side * side], depths = new float[side * side], grey = new float[area];
        Array.Fill(depths, float.PositiveInfinity);
        for (int camera = 0; camera < cameras; camera++)
        {
            ToGrey(pixels.Slice(camera * 3 * area, 3 * area), image, grey);
            Project(grey, egoToImage.Slice(camera * FrameGeometry.Values, FrameGeometry.Values), image, config, side, values, depths);
        }
        bool[] seen = [.. depths.Select(depth => depth < float.PositiveInfinity)];
        Normalise(values, seen, side, config);
        return new(side, values, seen);
    }

    private static void ToGrey(ReadOnlySpan<float> chw, ImageConfig image, Span<float> grey)
    {
        ReadOnlySpan<float> red = chw[..grey.Length], green = chw.Slice(grey.Length, grey.Length), blue = chw[(2 * grey.Length)..];
        float r = Grey[0] * image.Std[0], g = Grey[1] * image.Std[1], b = Grey[2] * image.Std[2];
        float offset = Grey[0] * image.Mean[0] + Grey[1] * image.Mean[1] + Grey[2] * image.Mean[2];
        for (int i = 0; i < grey.Length; i++)
        {
            grey[i] = r * red[i] + g * green[i] + b * blue[i] + offset;
        }
    }

    private static void Project(float[] grey, ReadOnlySpan<float> m, ImageConfig image, OdometryConfig config, int side, float[] values, float[] depths)
    {
        int width = image.Width, height = image.Height;
        for (int i = 0; i < side; i++)
        {
            double x = (i + 0.5) * config.Cell - config.Range;
            for (int j = 0; j < side; j++)
            {
                double y = (j + 0.5) * config.Cell - config.Range;
                double depth = m[8] * x + m[9] * y + m[10] * config.Height + m[11];
                if (depth <= NearestDepth || depth >= depths[i * side + j])
                {
                    continue;
                }
                double u = (m[0] * x + m[1] * y + m[2] * config.Height + m[3]) / depth - 0.5;
                double v = (m[4] * x + m[5] * y + m[6] * config.Height + m[7]) / depth - 0.5;
                if (u < 0 || v < 0 || u >= width - 1 || v >= height - 1)
                {
                    continue;
                }
                int column = (int)u, row = (int)v, at = row * width + column;
                double right = u - column, down = v - row;
                double upper = grey[at] + right * (grey[at + 1] - grey[at]), lower = grey[at + width] + right * (grey[at + width + 1] - grey[at + width]);
                values[i * side + j] = (float)(upper + down * (lower - upper));
                depths[i * side + j] = (float)depth;
            }
        }
    }

    // (value − local mean) / (local deviation of that + contrast), over seen cells
    private static void Normalise(float[] values, bool[] seen, int side, OdometryConfig config)
    {
        double[] count = new double[side * side], sum = new double[side * side];
        for (int i = 0; i < values.Length; i++)
        {
            (count[i], sum[i]) = seen[i] ? (1, values[i]) : (0, 0);
        }
        BoxSums(count, side, config.Window);
        BoxSums(sum, side, config.Window);
        double[] square = new double[side * side];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = seen[i] ? (float)(values[i] - sum[i] / count[i]) : 0;
            square[i] = (double)values[i] * values[i];
        }
        BoxSums(square, side, config.Window);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = seen[i] ? (float)(values[i] / (Math.Sqrt(square[i] / count[i]) + config.Contrast)) : 0;
        }
    }

    /// <summary>Each value becomes the sum over the (2r + 1)² cells around it that lie inside.</summary>
    private static void BoxSums(double[] values, int side, int radius)
    {
        double[] line = new double[side + 1];
        foreach ((int step, int next) in ((int, int)[])[(1, side), (side, 1)])
        {
            for (int row = 0; row < side; row++)
            {
                for (int i = 0; i < side; i++)
                {
                    line[i + 1] = line[i] + values[row * next + i * step];
                }
                for (int i = 0; i < side; i++)
                {
                    values[row * next + i * step] = line[Math.Min(side, i + radius + 1)] - line[Math.Max(0, i - radius)];
                }
            }
        }
    }
}
