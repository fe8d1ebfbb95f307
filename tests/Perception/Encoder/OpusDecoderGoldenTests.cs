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
    public static TheoryData<GoldenCase> Cases()
    {
        TheoryData<GoldenCase> rows = [];
        foreach (GoldenCase golden in GoldenCases.FindFolders("opus", "*").Where(c => c.Has("inputs.safetensors")))
        {
            rows.Add(golden);
        }
        return rows.Count > 0 ? rows : GoldenCases.Folders("opus", "decoder_*");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_layer_says_what_upstream_says(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        JsonElement meta = golden.Meta();
        OccupancyEncoderConfig config = Config(meta.GetProperty("config"));
        ImageConfig image = new()
        {
            Width = meta.GetProperty("config").GetProperty("image_w").GetInt32(),
            Height = meta.GetProperty("config").GetProperty("image_h").GetInt32(),
        };
        using OccupancyEncoder encoder = new(config, image);
        LoadUpstream(encoder, Golden.Tensors(golden, "weights.safetensors", "formula_weights"), "pts_bbox_head.");
        encoder.eval();
        Dictionary<string, (float[] Values, long[] Shape)> seen = [];
        encoder.Watch = (name, value) => seen[name] = (Golden.Floats(value), value.shape);

        Dictionary<string, Tensor> inputs = Golden.Tensors(golden, "inputs.safetensors", "formula_inputs");
        Tensor[] levels = [.. Enumerable.Range(0, config.Levels).Select(l => inputs[$"feat{l}"])];
        Tensor egoToImage = matmul(inputs["lidar2img"], inputs["ego2lidar"]);
        long batch = levels[0].shape[0];
        egoToImage = egoToImage.dim() == 3 ? egoToImage.unsqueeze(0).expand(batch, -1, 4, 4) : egoToImage;
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

    /// <summary>Loads a decoder's state dict with upstream names, put behind <paramref name="prefix"/>.</summary>
    internal static void LoadUpstream(OccupancyEncoder encoder, Dictionary<string, Tensor> weights, string prefix)
    {
        const string Own = "occupancy_encoder.";
        encoder.load_state_dict(weights
            .Where(pair => !OpusNames.Geometry.Contains(prefix + pair.Key))
            .ToDictionary(pair => OpusNames.ToOwn(prefix + pair.Key)![Own.Length..], pair => pair.Value));
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
