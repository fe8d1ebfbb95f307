using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Teachers;

/// <summary>Made-up pictures, as the model under training gets them and as CLIP wants them.</summary>
internal static class PlainImages
{
    private static readonly double[] clipMean = [0.48145466, 0.4578275, 0.40821073];
    private static readonly double[] clipStd = [0.26862954, 0.26130258, 0.27577711];

    /// <summary>Pictures of values 0…255, [picture][channel][row, column].</summary>
    public static double[][][,] Pixels(int count, int height, int width) => [.. Enumerable.Range(0, count).Select(n => Enumerable.Range(0, 3).Select(c =>
    {
        float[] values = FormulaTensor.Values($"teacher/image/{n}/{c}", height * width, 127.5f, 127.5f);
        double[,] channel = new double[height, width];
        Buffer.BlockCopy(Array.ConvertAll(values, value => (double)value), 0, channel, 0, sizeof(double) * values.Length);
        return channel;
    }).ToArray())];

    /// <summary>(N, 3, H, W): less the means of <see cref="ImageConfig"/> over its deviations.</summary>
    public static Tensor AsGiven(double[][][,] pixels)
    {
        ImageConfig statistics = new() { Width = 32, Height = 32 };
        int height = pixels[0][0].GetLength(0), width = pixels[0][0].GetLength(1);
        float[] values = [.. pixels.SelectMany(picture => picture.SelectMany((channel, c) => channel.Cast<double>().Select(value => (float)((value - statistics.Mean[c]) / statistics.Std[c]))))];
        return tensor(values, [pixels.Length, 3, height, width]);
    }

    /// <summary>One picture less CLIP's means over its deviations.</summary>
    public static double[][,] ForClip(double[][,] picture) => [.. picture.Select((channel, c) => Each(channel, value => (value / 255 - clipMean[c]) / clipStd[c]))];

    public static double[,] Each(double[,] map, Func<double, double> change)
    {
        double[,] result = new double[map.GetLength(0), map.GetLength(1)];
        for (int y = 0; y < map.GetLength(0); y++)
        {
            for (int x = 0; x < map.GetLength(1); x++)
            {
                result[y, x] = change(map[y, x]);
            }
        }
        return result;
    }

    /// <summary>Maps of several pictures as a tensor lays them out.</summary>
    public static float[] Flat(IEnumerable<double[][,]> maps) => [.. maps.SelectMany(map => map.SelectMany(channel => channel.Cast<double>())).Select(value => (float)value)];
}
