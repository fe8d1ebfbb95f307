namespace VoxPilot.Perception.Tests.Teachers;

/// <summary>Layers in plain loops, double precision. A map is [channel][row, column]; tokens are [token][channel].</summary>
internal static class PlainLayers
{
    public static double[][,] Convolve(double[][,] map, float[] weight, float[]? bias, int outputs, int kernel, int stride, int padding = 0, bool byChannel = false)
    {
        int height = map[0].GetLength(0), width = map[0].GetLength(1), inputs = byChannel ? 1 : map.Length;
        int rows = (height + 2 * padding - kernel) / stride + 1, columns = (width + 2 * padding - kernel) / stride + 1;
        double[][,] result = new double[outputs][,];
        for (int o = 0; o < outputs; o++)
        {
            result[o] = new double[rows, columns];
            for (int y = 0; y < rows; y++)
            {
                for (int x = 0; x < columns; x++)
                {
                    double sum = bias?[o] ?? 0;
                    for (int i = 0; i < inputs; i++)
                    {
                        for (int ky = 0; ky < kernel; ky++)
                        {
                            for (int kx = 0; kx < kernel; kx++)
                            {
                                int sy = y * stride + ky - padding, sx = x * stride + kx - padding;
                                if (sy >= 0 && sy < height && sx >= 0 && sx < width)
                                {
                                    sum += map[byChannel ? o : i][sy, sx] * weight[((o * inputs + i) * kernel + ky) * kernel + kx];
                                }
                            }
                        }
                    }
                    result[o][y, x] = sum;
                }
            }
        }
        return result;
    }

    /// <summary>The channels of each place of a map, row by row.</summary>
    public static double[][] Tokens(double[][,] map)
    {
        int height = map[0].GetLength(0), width = map[0].GetLength(1);
        return [.. Enumerable.Range(0, height * width).Select(p => map.Select(channel => channel[p / width, p % width]).ToArray())];
    }

    public static double[][,] Map(double[][] tokens, int height, int width) => [.. Enumerable.Range(0, tokens[0].Length).Select(c =>
    {
        double[,] channel = new double[height, width];
        for (int p = 0; p < tokens.Length; p++)
        {
            channel[p / width, p % width] = tokens[p][c];
        }
        return channel;
    })];

    public static double[] Normalize(double[] x, float[] weight, float[] bias, double epsilon)
    {
        double mean = x.Average(), deviation = Math.Sqrt(x.Average(a => (a - mean) * (a - mean)) + epsilon);
        return [.. x.Select((a, i) => (a - mean) / deviation * weight[i] + bias[i])];
    }

    /// <summary>W x + b, with W's rows from one of a larger matrix on.</summary>
    public static double[] Linear(double[] x, float[] weight, float[] bias, int outputs, int from = 0) =>
        [.. Enumerable.Range(from, outputs).Select(o => bias[o] + x.Select((a, i) => a * weight[o * x.Length + i]).Sum())];

    public static double[] Add(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    /// <summary>x Φ(x), Φ by the series erf(t) = 2/√π e^(−t²) Σ 2ⁿ t^(2n+1) / (2n+1)!!.</summary>
    public static double Gelu(double x)
    {
        double t = x / Math.Sqrt(2), term = t, sum = t;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * t * t / (2 * n + 1);
            sum += term;
        }
        return 0.5 * x * (1 + 2 / Math.Sqrt(Math.PI) * Math.Exp(-t * t) * sum);
    }

    public static double QuickGelu(double x) => x / (1 + Math.Exp(-1.702 * x));

    /// <summary>
    /// Bicubic resampling with antialiasing: Keys' kernel, a = −1/2, widened by the factor of shrinking, its weights over the pixels inside
    /// normalised to one.
    /// </summary>
    public static double[,] Resample(double[,] map, int height, int width) => Transposed(Rows(Transposed(Rows(map, height)), width));

    private static double[,] Rows(double[,] map, int count)
    {
        int rows = map.GetLength(0), columns = map.GetLength(1);
        double[,] result = new double[count, columns];
        double ratio = (double)rows / count, widening = Math.Max(ratio, 1);
        for (int y = 0; y < count; y++)
        {
            double centre = (y + 0.5) * ratio;
            double[] weights = [.. Enumerable.Range(0, rows).Select(r => Keys((r + 0.5 - centre) / widening))];
            for (int x = 0; x < columns; x++)
            {
                result[y, x] = weights.Select((w, r) => w * map[r, x]).Sum() / weights.Sum();
            }
        }
        return result;
    }

    private static double Keys(double t)
    {
        t = Math.Abs(t);
        return t < 1 ? (1.5 * t - 2.5) * t * t + 1 : t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
    }

    private static double[,] Transposed(double[,] map)
    {
        double[,] result = new double[map.GetLength(1), map.GetLength(0)];
        for (int y = 0; y < map.GetLength(0); y++)
        {
            for (int x = 0; x < map.GetLength(1); x++)
            {
                result[x, y] = map[y, x];
            }
        }
        return result;
    }
}
