namespace VoxPilot.Perception.Tests.Teachers;

/// <summary>ConvNeXt in plain loops, from the paper's figure 4 and timm's names.</summary>
internal static class ConvNextTwin
{
    private const double Epsilon = 1e-6;

    public static double[][,] Features(OpenClipWeights w, int[] depths, int[] widths, int stage, double[][,] image)
    {
        double[][,] map = PlainLayers.Convolve(image, w["stem.0.weight"], w["stem.0.bias"], widths[0], 4, 4);
        map = Norm(w, "stem.1", map);
        for (int s = 0; s < stage; s++)
        {
            if (s > 0)
            {
                string down = $"stages.{s}.downsample.";
                map = PlainLayers.Convolve(Norm(w, down + "0", map), w[down + "1.weight"], w[down + "1.bias"], widths[s], 2, 2);
            }
            for (int b = 0; b < depths[s]; b++)
            {
                map = Block(w, $"stages.{s}.blocks.{b}.", map);
            }
        }
        return map;
    }

    private static double[][,] Block(OpenClipWeights w, string name, double[][,] map)
    {
        int c = map.Length;
        double[][] before = PlainLayers.Tokens(map);
        double[][] seen = PlainLayers.Tokens(PlainLayers.Convolve(map, w[name + "conv_dw.weight"], w[name + "conv_dw.bias"], c, 7, 1, padding: 3, byChannel: true));
        double[][] after = [.. before.Zip(seen, (x, y) =>
        {
            double[] normal = PlainLayers.Normalize(y, w[name + "norm.weight"], w[name + "norm.bias"], Epsilon);
            double[] hidden = [.. PlainLayers.Linear(normal, w[name + "mlp.fc1.weight"], w[name + "mlp.fc1.bias"], 4 * c).Select(PlainLayers.Gelu)];
            double[] change = PlainLayers.Linear(hidden, w[name + "mlp.fc2.weight"], w[name + "mlp.fc2.bias"], c);
            return PlainLayers.Add(x, [.. change.Select((a, i) => a * w[name + "gamma"][i])]);
        })];
        return PlainLayers.Map(after, map[0].GetLength(0), map[0].GetLength(1));
    }

    private static double[][,] Norm(OpenClipWeights w, string name, double[][,] map) => PlainLayers.Map(
        [.. PlainLayers.Tokens(map).Select(x => PlainLayers.Normalize(x, w[name + ".weight"], w[name + ".bias"], Epsilon))], map[0].GetLength(0), map[0].GetLength(1));
}
