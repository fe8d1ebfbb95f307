namespace VoxPilot.Perception.Tests.Teachers;

/// <summary>CLIP's vision transformer in plain loops, with OpenCLIP's names.</summary>
internal static class VitTwin
{
    private const double Epsilon = 1e-5;

    public static double[][,] Features(OpenClipWeights w, VitTeacherConfig config, double[][,] image)
    {
        double[][,] patches = PlainLayers.Convolve(image, w["conv1.weight"], null, config.Width, config.Patch, config.Patch);
        int h = patches[0].GetLength(0), width = patches[0].GetLength(1);
        double[] classToken = [.. w["class_embedding"].Select(value => (double)value)];
        double[][] x = [.. Positions(w, config, h, width).Zip([classToken, .. PlainLayers.Tokens(patches)], PlainLayers.Add)];
        x = Norm(w, "ln_pre", x);
        for (int b = 0; b < config.Layers; b++)
        {
            string block = $"transformer.resblocks.{b}.";
            x = [.. x.Zip(Attention(w, block + "attn.", config.Heads, Norm(w, block + "ln_1", x)), PlainLayers.Add)];
            x = [.. x.Zip(Norm(w, block + "ln_2", x).Select(y => Mlp(w, block + "mlp.", config.QuickGelu, y)), PlainLayers.Add)];
        }
        x = [.. Norm(w, "ln_post", x).Skip(1)];
        if (config.Projected)
        {
            float[] p = w["proj"];
            x = [.. x.Select(y => Enumerable.Range(0, config.EmbeddingWidth).Select(d => y.Select((a, i) => a * p[i * config.EmbeddingWidth + d]).Sum()).ToArray())];
        }
        return PlainLayers.Map(x, h, width);
    }

    private static double[][] Positions(OpenClipWeights w, VitTeacherConfig config, int h, int width)
    {
        int side = config.ImageSize / config.Patch;
        double[][] rows = [.. w["positional_embedding"].Select(value => (double)value).Chunk(config.Width)];
        double[][,] map = PlainLayers.Map(rows[1..], side, side);
        return [rows[0], .. PlainLayers.Tokens([.. map.Select(channel => PlainLayers.Resample(channel, h, width))])];
    }

    private static double[][] Attention(OpenClipWeights w, string name, int heads, double[][] x)
    {
        int c = x[0].Length, d = c / heads;
        double[][][] qkv = [.. Enumerable.Range(0, 3).Select(part =>
            x.Select(token => PlainLayers.Linear(token, w[name + "in_proj_weight"], w[name + "in_proj_bias"], c, from: part * c)).ToArray())];
        double[][] mixed = [.. x.Select(_ => new double[c])];
        for (int head = 0; head < heads; head++)
        {
            for (int q = 0; q < x.Length; q++)
            {
                double[] share = [.. Enumerable.Range(0, x.Length).Select(k =>
                    Math.Exp(Enumerable.Range(head * d, d).Sum(i => qkv[0][q][i] * qkv[1][k][i]) / Math.Sqrt(d)))];
                for (int i = head * d; i < (head + 1) * d; i++)
                {
                    mixed[q][i] = share.Select((s, k) => s * qkv[2][k][i]).Sum() / share.Sum();
                }
            }
        }
        return [.. mixed.Select(token => PlainLayers.Linear(token, w[name + "out_proj.weight"], w[name + "out_proj.bias"], c))];
    }

    private static double[] Mlp(OpenClipWeights w, string name, bool quick, double[] x)
    {
        Func<double, double> bend = quick ? PlainLayers.QuickGelu : PlainLayers.Gelu;
        double[] hidden = [.. PlainLayers.Linear(x, w[name + "c_fc.weight"], w[name + "c_fc.bias"], 4 * x.Length).Select(bend)];
        return PlainLayers.Linear(hidden, w[name + "c_proj.weight"], w[name + "c_proj.bias"], x.Length);
    }

    private static double[][] Norm(OpenClipWeights w, string name, double[][] x) =>
        [.. x.Select(token => PlainLayers.Normalize(token, w[name + ".weight"], w[name + ".bias"], Epsilon))];
}
