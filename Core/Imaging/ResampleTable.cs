namespace VoxPilot.Core.Imaging;

/// <summary>
/// Weights of an antialiased bicubic resampling along one axis, as PIL has them: Keys' cubic with a = −0.5, stretched by the
/// reduction, cut off at the image's edge and normalised. Positions are continuous: pixel i covers [i, i + 1).
/// </summary>
internal sealed class ResampleTable
{
    private const double Support = 2;
    private const double A = -0.5;

    /// <param name="source">Source pixels along the axis.</param>
    /// <param name="count">Output pixels along the axis.</param>
    /// <param name="scale">Output pixels per source pixel.</param>
    /// <param name="offset">Scaled pixels that are cut before the first output pixel.</param>
    public ResampleTable(int source, int count, double scale, int offset)
    {
        double stretch = Math.Max(1, 1 / scale);
        double reach = Support * stretch;
        Taps = (int)Math.Ceiling(reach) * 2 + 1;
        Starts = new int[count];
        Lengths = new int[count];
        Weights = new float[count * Taps];
        Span<double> row = stackalloc double[Taps];
        for (int i = 0; i < count; i++)
        {
            double centre = (i + offset + 0.5) / scale;
            int start = Math.Clamp((int)Math.Floor(centre - reach + 0.5), 0, source);
            int end = Math.Clamp((int)Math.Floor(centre + reach + 0.5), start, source);
            double sum = 0;
            for (int k = 0; k < end - start; k++)
            {
                sum += row[k] = Cubic((start + k + 0.5 - centre) / stretch);
            }
            Starts[i] = start;
            // Beyond the image's edge there is nothing to weigh, and the output is black.
            Lengths[i] = centre > -reach && centre < source + reach && Math.Abs(sum) > 1e-6 ? end - start : 0;
            for (int k = 0; k < Lengths[i]; k++)
            {
                Weights[i * Taps + k] = (float)(row[k] / sum);
            }
        }
    }

    private ResampleTable(int taps, int[] starts, int[] lengths, float[] weights) =>
        (Taps, Starts, Lengths, Weights) = (taps, starts, lengths, weights);

    /// <summary>Room for weights per output pixel.</summary>
    public int Taps { get; }

    /// <summary>First source pixel of each output pixel; never falls, or, of a reversed table, never rises.</summary>
    public int[] Starts { get; }

    /// <summary>Number of source pixels of each output pixel.</summary>
    public int[] Lengths { get; }

    /// <summary>Weights, <see cref="Taps"/> for each output pixel; those beyond its length are 0.</summary>
    public float[] Weights { get; }

    /// <summary>The table whose first output pixel is the last one here: the output comes out mirrored, to the bit.</summary>
    public ResampleTable Reversed()
    {
        int count = Starts.Length;
        int[] starts = [.. Starts.Reverse()], lengths = [.. Lengths.Reverse()];
        float[] weights = new float[Weights.Length];
        for (int i = 0; i < count; i++)
        {
            Weights.AsSpan((count - 1 - i) * Taps, Taps).CopyTo(weights.AsSpan(i * Taps));
        }
        return new(Taps, starts, lengths, weights);
    }

    private static double Cubic(double x)
    {
        x = Math.Abs(x);
        return x < 1 ? ((A + 2) * x - (A + 3)) * x * x + 1
            : x < 2 ? (((x - 5) * x + 8) * x - 4) * A
            : 0;
    }
}
