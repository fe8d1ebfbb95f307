using System.Text.Json;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Encoder;

/// <summary>The whole decoder against OPUS: every stored intermediate of every layer, and the voxels.</summary>
[Trait("Category", "Golden")]
public sealed class OpusDecoderGoldenTests
{
    private const double GradientTolerance = 1e-3;

    public static TheoryData<GoldenCase> Cases() => GoldenCases.Folders("opus", file: "inputs.safetensors");

    public static TheoryData<GoldenCase> Gradients() => GoldenCases.Folders("opus", file: "gradients.safetensors");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_layer_says_what_upstream_says(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        JsonElement meta = golden.Meta();
        using OccupancyEncoder encoder = Encoder(golden);
        OccupancyEncoderConfig config = encoder.Config;
        Dictionary<string, (float[] Values, long[] Shape)> seen = [];
        encoder.Watch = (name, value) => seen[name] = (Golden.Floats(value), value.shape);
        (Tensor[] levels, Tensor egoToImage) = Inputs(golden, config);
        OccupancyQueries queries = encoder.forward(levels, egoToImage);

        Dictionary<string, Tensor> expected = Golden.Tensors(golden, "outputs.safetensors");
        JsonElement tolerance = meta.GetProperty("tolerance");
        int compared = 0;
        foreach ((string name, Tensor value) in expected.Where(pair => pair.Key.StartsWith("layer", StringComparison.Ordinal)))
        {
            string layer = name[..name.IndexOf('.', StringComparison.Ordinal)];
            TensorAssert.Close(seen[name].Values, Golden.Floats(value),
                tolerance.GetProperty("atol_per_layer").GetProperty(layer).GetDouble(),
                tolerance.GetProperty("rtol").GetDouble(), name, value.shape);
            Assert.Equal(value.shape, seen[name].Shape);
            compared++;
        }
        Assert.True(compared >= 3 * config.Layers, $"Only {compared} tensors were compared.");

        SparseOccupancy occupancy = new PointVoxelizer(PointVoxelizerConfig.Opus() with { Grid = config.Grid })
            .Voxelize(Golden.Floats(queries.Points[0]), Golden.Floats(queries.Logits[0]), config.LastPoints);
        (int[] places, int[] labels) = Golden.Listed(occupancy);
        Assert.Equal(expected["occ.occ_loc"].data<int>().ToArray(), places);
        Assert.Equal(expected["occ.sem_pred"].data<int>().ToArray(), labels);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Upstream_points_become_upstream_voxels(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        OccupancyEncoderConfig config = Config(golden.Meta().GetProperty("config"));
        Dictionary<string, Tensor> expected = Golden.Tensors(golden, "outputs.safetensors");
        string last = $"layer{config.Layers - 1}.";
        Tensor points = new NormalizedSpace(config.Grid).ToMetres(expected[last + "refine_pts"][0]);
        SparseOccupancy occupancy = new PointVoxelizer(PointVoxelizerConfig.Opus() with { Grid = config.Grid })
            .Voxelize(Golden.Floats(points), Golden.Floats(expected[last + "cls_scores"][0]), config.LastPoints);
        (int[] places, int[] labels) = Golden.Listed(occupancy);
        Assert.Equal(expected["occ.occ_loc"].data<int>().ToArray(), places);
        Assert.Equal(expected["occ.sem_pred"].data<int>().ToArray(), labels);
    }

    [Theory]
    [MemberData(nameof(Gradients))]
    public void Gradients_of_the_layers_outputs_arrive_where_upstreams_arrive(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        using OccupancyEncoder encoder = Encoder(golden);
        NormalizedSpace space = new(encoder.Config.Grid);
        (Tensor[] levels, Tensor egoToImage) = Inputs(golden, encoder.Config);
        levels = [.. levels.Select(level => level.requires_grad_())];
        Dictionary<string, Tensor> given = Golden.Tensors(golden, "gradients.safetensors");

        Tensor sum = zeros(1);
        foreach ((OccupancyQueries layer, int l) in encoder.Layers(levels, egoToImage).Select((layer, l) => (layer, l)))
        {
            sum = sum + (layer.Logits * given[$"layer{l}.cls_scores"]).sum() + (space.Normalise(layer.Points) * given[$"layer{l}.refine_pts"]).sum();
        }
        sum.backward();

        for (int l = 0; l < levels.Length; l++)
        {
            Same(levels[l].grad!, given[$"feat{l}"], $"feat{l}");
        }
        Dictionary<string, Tensor> parameters = encoder.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        // The starting points learn from a loss of their own only.
        foreach ((string name, Tensor expected) in given.Where(pair => pair.Key.StartsWith("param.transformer", StringComparison.Ordinal)))
        {
            string own = OpusNames.ToOwn("pts_bbox_head." + name["param.".Length..])!["occupancy_encoder.".Length..];
            Same(parameters[own].grad!, expected, name);
        }

        static void Same(Tensor actual, Tensor expected, string name) =>
            TensorAssert.RelativeToMax(Golden.Floats(actual), Golden.Floats(expected), GradientTolerance, name, expected.shape);
    }

    /// <summary>Loads a decoder's state dict with upstream names, put behind <paramref name="prefix"/>.</summary>
    internal static void LoadUpstream(OccupancyEncoder encoder, Dictionary<string, Tensor> weights, string prefix)
    {
        const string Own = "occupancy_encoder.";
        encoder.load_state_dict(weights
            .Where(pair => !OpusNames.Geometry.Contains(prefix + pair.Key))
            .ToDictionary(pair => OpusNames.ToOwn(prefix + pair.Key)![Own.Length..], pair => pair.Value));
    }

    internal static OccupancyEncoder Encoder(GoldenCase golden)
    {
        JsonElement config = golden.Meta().GetProperty("config");
        OccupancyEncoder encoder = new(
            Config(config), new() { Width = config.GetProperty("image_w").GetInt32(), Height = config.GetProperty("image_h").GetInt32() });
        LoadUpstream(encoder, Golden.Tensors(golden, "weights.safetensors", "formula_weights"), "pts_bbox_head.");
        encoder.eval();
        return encoder;
    }

    internal static (Tensor[] Levels, Tensor EgoToImage) Inputs(GoldenCase golden, OccupancyEncoderConfig config)
    {
        Dictionary<string, Tensor> inputs = Golden.Tensors(golden, "inputs.safetensors", "formula_inputs");
        Tensor[] levels = [.. Enumerable.Range(0, config.Levels).Select(l => inputs[$"feat{l}"])];
        Tensor egoToImage = matmul(inputs["lidar2img"], inputs["ego2lidar"]); // (T·N, 4, 4)
        return (levels, egoToImage.unsqueeze(0).expand(levels[0].shape[0], -1, 4, 4));
    }

    private static OccupancyEncoderConfig Config(JsonElement config) => new()
    {
        Queries = config.GetProperty("num_query").GetInt32(),
        Width = config.GetProperty("embed_dims").GetInt32(),
        Points = [.. config.GetProperty("num_refines").EnumerateArray().Select(n => n.GetInt32())],
        Frames = config.GetProperty("num_frames").GetInt32(),
        Levels = config.GetProperty("num_levels").GetInt32(),
        FfnWidth = config.GetProperty("ffn_channels").GetInt32(),
        Groups = config.GetProperty("num_groups").GetInt32(),
        SamplePoints = config.GetProperty("num_points").GetInt32(),
        MixingPoints = config.GetProperty("mixing_out_points").GetInt32(),
        Heads = config.GetProperty("num_heads").GetInt32(),
        OffsetScale = config.GetProperty("scales")[0].GetDouble(),
        LevelWeights = LevelWeightOrder.Opus,
        Grid = Golden.Grid(config.GetProperty("pc_range"), config.GetProperty("voxel_size")[0].GetDouble()),
    };
}
