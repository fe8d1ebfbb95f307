using System.Text.Json;
using System.Text.RegularExpressions;
using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Gaussians;

/// <summary>The whole decoder against GaussianFormer, GaussianFormer-2 and the SQS author's fork: every operation, Gaussian and gradient.</summary>
[Trait("Category", "Golden")]
public sealed partial class GaussianDecoderGoldenTests
{
    private const int Imaginary = 7;

    public static TheoryData<GoldenCase> Cases()
    {
        TheoryData<GoldenCase> rows = [];
        foreach (string pattern in (string[])["solid_*", "prob_*", "colour_*"])
        {
            foreach (TheoryDataRow<GoldenCase> row in GoldenCases.Folders("gaussian_decoder", pattern))
            {
                rows.Add(row);
            }
        }
        return rows;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_operation_and_every_Gaussian_is_upstreams(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        JsonElement tolerance = golden.Meta().GetProperty("tolerance");
        double rtol = tolerance.GetProperty("rtol").GetDouble(), atol = tolerance.GetProperty("atol_intermediates").GetDouble();
        using GaussianDecoder decoder = Decoder(golden);
        List<(string Name, float[] Values, long[] Shape)> seen = [];
        decoder.Watch = (name, value) => seen.Add((name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..], Values(name, value), value.shape));
        (Tensor[] levels, Tensor egoToImage) = Inputs(golden, decoder.Config);
        IReadOnlyList<GaussianSet> layers = decoder.Layers(levels, egoToImage);

        Dictionary<string, Tensor> expected = Golden.Tensors(golden, "outputs.safetensors");
        string[] operations = [.. expected.Keys.Where(name => name.StartsWith("op", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        (string Name, float[] Values, long[] Shape)[] own = [.. seen.Where(one => one.Name is not ("embedding" or "key_points"))];
        Assert.Equal(operations.Select(name => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]), own.Select(one => one.Name));
        for (int i = 0; i < operations.Length; i++)
        {
            Same(own[i], expected[operations[i]], operations[i], atol);
        }
        Same(seen.First(one => one.Name == "embedding"), expected["anchor_embed0"], "anchor_embed0", atol);
        Same(seen.First(one => one.Name == "key_points"), expected["keypoints0"], "keypoints0", atol);

        int compared = 0;
        foreach ((GaussianSet layer, int l) in layers.Select((layer, l) => (layer, l)))
        {
            foreach ((string name, Tensor value) in Fields(layer, l))
            {
                TensorAssert.Close(
                    Golden.Floats(value), Golden.Floats(expected[name]), tolerance.GetProperty("atol_per_output").GetProperty(name).GetDouble(), rtol, name);
                compared++;
            }
        }
        Assert.Equal(expected.Keys.Count(name => name.StartsWith("decoder", StringComparison.Ordinal)), compared);

        void Same((string Name, float[] Values, long[] Shape) actual, Tensor value, string name, double atol)
        {
            Assert.Equal(value.shape, actual.Shape);
            TensorAssert.Close(actual.Values, Golden.Floats(value), atol, rtol, name, value.shape);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_arrive_where_upstreams_arrive(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        JsonElement meta = golden.Meta();
        double limit = meta.GetProperty("tolerance").GetProperty("gradients_relative_to_max").GetDouble();
        using GaussianDecoder decoder = Decoder(golden);
        (Tensor[] levels, Tensor egoToImage) = Inputs(golden, decoder.Config);
        levels = [.. levels.Select(level => level.requires_grad_())];
        string family = Family().Match(meta.GetProperty("gradients").GetString()!).Groups[1].Value;

        Tensor sum = zeros(1);
        foreach ((GaussianSet layer, int l) in decoder.Layers(levels, egoToImage).Select((layer, l) => (layer, l)))
        {
            foreach ((string name, Tensor value) in Fields(layer, l))
            {
                sum = sum + (value * tensor(FormulaTensor.Values($"{family}/cot/{name}", value.numel()), value.shape)).sum();
            }
        }
        sum.backward();

        Dictionary<string, Tensor> gradients = GaussianFormerCheckpoint.Export(
            decoder.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad ?? zeros_like(p.parameter)), decoder.Config);
        for (int l = 0; l < levels.Length; l++)
        {
            gradients[$"feat{l}"] = levels[l].grad!;
        }
        Dictionary<string, Tensor> stored = Golden.Tensors(golden, "gradients.safetensors");
        foreach ((string name, Tensor value) in stored)
        {
            (string own, Tensor expected) = name switch
            {
                "anchor" => ("lifter.anchor", value.sum([0])),
                "instance_feature" => ("lifter.instance_feature", value.sum([0])),
                _ => (name, value),
            };
            TensorAssert.RelativeToMax(Golden.Floats(gradients[own]), Golden.Floats(expected), limit, name, expected.shape);
        }
        JsonElement sums = meta.GetProperty("gradient_checksums");
        Assert.True(sums.EnumerateObject().Count() > 50);
        foreach (JsonProperty one in sums.EnumerateObject())
        {
            float[] actual = Golden.Floats(gradients[one.Name]), direction = FormulaTensor.Values($"dot/{one.Name}", actual.Length);
            double l2 = one.Value.GetProperty("l2").GetDouble(), dot = one.Value.GetProperty("dot").GetDouble();
            Assert.True(Math.Abs(Math.Sqrt(actual.Sum(v => (double)v * v)) - l2) <= limit * l2, $"{one.Name}: l2 {l2}");
            Assert.True(Math.Abs(actual.Zip(direction).Sum(pair => (double)pair.First * pair.Second) - dot) <= limit * l2, $"{one.Name}: dot {dot}");
        }
    }

    internal static GaussianDecoder Decoder(GoldenCase golden)
    {
        GaussianDecoder decoder = new(Config(golden.Meta().GetProperty("config")), Image(golden));
        GaussianFormerCheckpoint.Load(decoder, Golden.Tensors(golden, "weights.safetensors", "formula_weights")
            .Concat(Golden.Tensors(golden, "inputs.safetensors").Where(pair => pair.Key.StartsWith("lifter.", StringComparison.Ordinal)))
            .DistinctBy(pair => pair.Key).ToDictionary());
        decoder.eval();
        return decoder;
    }

    private static ImageConfig Image(GoldenCase golden)
    {
        float[] size = Golden.Floats(Golden.Tensors(golden, "inputs.safetensors")["image_wh"]);
        return new() { Width = (int)size[0], Height = (int)size[1] };
    }

    private static (Tensor[] Levels, Tensor EgoToImage) Inputs(GoldenCase golden, GaussianDecoderConfig config)
    {
        Dictionary<string, Tensor> inputs = Golden.Tensors(golden, "inputs.safetensors", "formula_inputs");
        return ([.. Enumerable.Range(0, config.Levels).Select(l => inputs[$"feat{l}"])], inputs["projection_mat"]);
    }

    private static GaussianDecoderConfig Config(JsonElement config)
    {
        bool probabilistic = config.GetProperty("kind").GetString() == "prob";
        double[] range = Doubles("pc_range"), scales = Doubles("scale_range"), unit = Doubles("unit_xyz");
        JsonElement degree = config.GetProperty("sh_degree");
        return new()
        {
            Gaussians = config.GetProperty("anchors").GetInt32(),
            Width = config.GetProperty("embed_dims").GetInt32(),
            Layers = config.GetProperty("num_decoder").GetInt32(),
            Levels = config.GetProperty("num_levels").GetInt32(),
            Range = new(new(range[0], range[1], range[2]), new(range[3], range[4], range[5])),
            MinimumScale = scales[0],
            MaximumScale = scales[1],
            Voxel = config.GetProperty("spconv_grid").GetDouble(),
            Groups = config.GetProperty("num_groups").GetInt32(),
            LearntKeyPoints = config.GetProperty("num_learnable_pts").GetInt32(),
            LearntKeyPointScale = config.GetProperty("learnable_fixed_scale").GetDouble(),
            Classes = config.GetProperty("semantic_dim").GetInt32(),
            Activation = probabilistic ? ClassActivation.Identity : ClassActivation.Softplus,
            HarmonicsDegree = degree.ValueKind == JsonValueKind.Null ? null : degree.GetInt32(),
            Refinement = probabilistic ? GaussianRefinement.Metres : GaussianRefinement.Logit,
            Step = unit[0],
            VerticalStep = unit[2],
            Order = probabilistic ? GaussianLayerOrder.Probabilistic : GaussianLayerOrder.Solid,
        };

        double[] Doubles(string name) => [.. config.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];
    }

    /// <summary>A layer's Gaussians under upstream's names and in its conventions.</summary>
    private static Dictionary<string, Tensor> Fields(GaussianSet layer, int l)
    {
        Dictionary<string, Tensor> fields = new()
        {
            [$"decoder{l}.means"] = layer.Means,
            [$"decoder{l}.scales"] = layer.Scales,
            [$"decoder{l}.rotations"] = layer.Rotations * tensor(new float[] { 1, -1, -1, -1 }),
            [$"decoder{l}.opacities"] = layer.Opacities,
            [$"decoder{l}.semantics"] = layer.Classes!,
        };
        if (layer.Harmonics is not null)
        {
            fields[$"decoder{l}.harmonics"] = layer.Harmonics.transpose(2, 3).contiguous(); // (B, K, 3, n)
        }
        return fields;
    }

    private static float[] Values(string name, Tensor value)
    {
        float[] values = Golden.Floats(value);
        if (name.EndsWith("refine", StringComparison.Ordinal))
        {
            int width = (int)value.shape[^1];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = i % width is >= Imaginary and < Imaginary + 3 ? -values[i] : values[i];
            }
        }
        return values;
    }

    [GeneratedRegex("\"(gf\\.[^/]+)/cot/")]
    private static partial Regex Family();
}
