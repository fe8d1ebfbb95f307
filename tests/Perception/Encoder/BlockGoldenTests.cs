using System.Text.Json;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Encoder;

/// <summary>The encoder's blocks against SparseBEV and OPUS (golden/blocks).</summary>
[Trait("Category", "Golden")]
public sealed class BlockGoldenTests
{
    private const double Single = 1e-5;
    private const double Composite = 2e-4;
    private const double Gradient = 1e-3;

    public static TheoryData<GoldenCase> Sampling() => GoldenCases.Files("blocks/msmv_sampling", "*.npz");

    public static TheoryData<GoldenCase> Sampling4D() => GoldenCases.Files("blocks/sampling_4d", "*.npz");

    public static TheoryData<GoldenCase> Mixing() => GoldenCases.Files("blocks/adaptive_mixing", "*.npz");

    public static TheoryData<GoldenCase> Attention() => GoldenCases.Files("blocks/scale_adaptive_self_attention", "*.npz");

    public static TheoryData<GoldenCase> Decoder() => GoldenCases.Files("blocks/opus_decoder", "*.npz");

    public static TheoryData<GoldenCase> Head() => GoldenCases.Files("blocks/opus_head", "*.npz");

    [Theory]
    [MemberData(nameof(Sampling))]
    public void Multi_view_sampling_and_its_gradients(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> a = Golden.Arrays(golden);
        Tensor[] features = Levels(a);
        Tensor place = a["in_loc"].requires_grad_(), weights = a["in_scale_weights"].requires_grad_();
        foreach (Tensor feature in features)
        {
            feature.requires_grad_();
        }
        Tensor sampled = MultiViewFeatures.SampleGrouped(features, place, weights).permute(0, 2, 1, 3); // (B, Q, C, P)
        Same(sampled, a["out"], Single, "out");

        (sampled * a["in_grad_out"]).sum().backward();
        Same(place.grad!, a["grad_loc"], Gradient, "grad_loc");
        Same(weights.grad!, a["grad_scale_weights"], Gradient, "grad_scale_weights");
        for (int l = 0; l < features.Length; l++)
        {
            Same(features[l].grad!, a[$"grad_feat{l}"], Gradient, $"grad_feat{l}");
        }
    }

    [Theory]
    [MemberData(nameof(Sampling4D))]
    public void Sampling_through_the_cameras(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> a = Golden.Arrays(golden);
        JsonElement meta = golden.Meta().GetProperty("meta");
        ImageConfig image = new() { Width = meta.GetProperty("image_w").GetInt32(), Height = meta.GetProperty("image_h").GetInt32() };
        long[] s = a["in_scale_weights"].shape; // (B, Q, G, T, P, L)
        Tensor omega = SparseSampling.Arrange(a["in_scale_weights"], LevelWeightOrder.Opus);
        Tensor byKernel = MultiViewFeatures.From(Levels(a), (int)s[3], (int)s[2]).Sample(a["in_points"], omega, a["in_lidar2img"], image);
        Same(byKernel, a["out"], Single, "out by the kernel");
        Tensor composed = MultiViewFeatures.ForComposition(Levels(a), (int)s[3], (int)s[2]).Sample(a["in_points"], omega, a["in_lidar2img"], image);
        Same(composed, a["out"], Single, "out by tensor operators");
    }

    [Theory]
    [MemberData(nameof(Mixing))]
    public void Adaptive_mixing_and_its_gradients(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> a = Golden.Arrays(golden);
        JsonElement meta = golden.Meta().GetProperty("meta");
        using AdaptiveMixing mixing = new(
            meta.GetProperty("in_dim").GetInt32(), meta.GetProperty("groups").GetInt32(),
            meta.GetProperty("in_points").GetInt32(), meta.GetProperty("out_points").GetInt32());
        string Rename(string name) => name.Replace("parameter_generator", "generator", StringComparison.Ordinal).Replace("out_proj", "output", StringComparison.Ordinal);
        Golden.LoadWeights(mixing, a, "w_", Rename);
        Tensor f = a["in_x"].requires_grad_(), q = a["in_query"].requires_grad_();
        Tensor mixed = mixing.forward(f, q);
        Same(mixed, a["out"], Composite, "out");

        (mixed * a["in_grad_out"]).sum().backward();
        Same(f.grad!, a["grad_x"], Gradient, "grad_x");
        Same(q.grad!, a["grad_query"], Gradient, "grad_query");
        Dictionary<string, Tensor> parameters = mixing.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        foreach ((string name, Tensor expected) in a.Where(pair => pair.Key.StartsWith("grad_w_", StringComparison.Ordinal)))
        {
            Same(parameters[Rename(name["grad_w_".Length..])].grad!, expected, Gradient, name);
        }
    }

    [Theory]
    [MemberData(nameof(Attention))]
    public void Scale_adaptive_self_attention(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> a = Golden.Arrays(golden);
        JsonElement meta = golden.Meta().GetProperty("meta");
        Tensor q = a["in_query_feat"];
        string Rename(string name) => name
            .Replace("attention.attn.in_proj_", "input.", StringComparison.Ordinal)
            .Replace("attention.attn.out_proj", "output", StringComparison.Ordinal)
            .Replace("gen_tau", "tau", StringComparison.Ordinal);
        using SpatialAttention attention = new((int)q.shape[2], meta.GetProperty("heads").GetInt32(), 0.1);
        attention.eval();

        Golden.LoadWeights(attention, a, "w_opus.", Rename);
        Tensor points = new NormalizedSpace(Golden.Grid(meta.GetProperty("pc_range_opus"), 0.4)).ToMetres(a["in_query_points_opus"]);
        Same(q + attention.forward(q, points.mean([2])), a["out_opus"], Composite, "out_opus");

        // SparseBEV measures distances in the ground plane; the first three numbers of its boxes are their centres.
        Golden.LoadWeights(attention, a, "w_sparsebev.", Rename);
        q = q.requires_grad_();
        Tensor centres = new NormalizedSpace(Golden.Grid(meta.GetProperty("pc_range_sparsebev"), 0.4)).ToMetres(a["in_query_bbox"].narrow(2, 0, 3));
        Tensor attended = q + attention.forward(q, centres * tensor(new float[] { 1, 1, 0 }));
        Same(attended, a["out_sparsebev"], Composite, "out_sparsebev");
        (attended * a["in_grad_out"]).sum().backward();
        Same(q.grad!, a["grad_query_feat"], Gradient, "grad_query_feat");
    }

    [Theory]
    [MemberData(nameof(Decoder))]
    public void Three_layers_of_the_decoder(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        Dictionary<string, Tensor> a = Golden.Arrays(golden);
        JsonElement meta = golden.Meta().GetProperty("meta");
        OccupancyEncoderConfig config = new()
        {
            Queries = (int)a["in_query_feat"].shape[1],
            Width = (int)a["in_query_feat"].shape[2],
            Points = [.. meta.GetProperty("num_refines").EnumerateArray().Select(n => n.GetInt32())],
            Frames = meta.GetProperty("num_frames").GetInt32(),
            SamplePoints = meta.GetProperty("num_points").GetInt32(),
            OffsetScale = meta.GetProperty("scales")[0].GetDouble(),
            Levels = Levels(a).Length,
            FfnWidth = 512,
            LevelWeights = LevelWeightOrder.Opus,
            Grid = Golden.Grid(meta.GetProperty("pc_range"), 0.4),
        };
        ImageConfig image = new() { Width = meta.GetProperty("image_w").GetInt32(), Height = meta.GetProperty("image_h").GetInt32() };
        using OccupancyEncoder encoder = new(config, image);
        Dictionary<string, Tensor> weights = a.Where(pair => pair.Key.StartsWith("w_", StringComparison.Ordinal))
            .ToDictionary(pair => "transformer." + pair.Key[2..], pair => pair.Value);
        weights["init_points.weight"] = a["in_query_points"].view(-1, 3);
        OpusDecoderGoldenTests.LoadUpstream(encoder, weights, "pts_bbox_head.");
        encoder.eval();
        Dictionary<string, Tensor> seen = [];
        encoder.Watch = (name, value) => seen[name] = value.clone().MoveToOuterDisposeScope().MoveToOuterDisposeScope();

        Tensor egoToImage = matmul(a["in_lidar2img"], a["in_ego2lidar"]).unsqueeze(0);
        encoder.forward(Levels(a), egoToImage);
        for (int l = 0; l < config.Layers; l++)
        {
            Same(seen[$"layer{l}.cls_scores"], a[$"out_cls_score_layer{l}"], Composite, $"cls_score {l}");
            Same(seen[$"layer{l}.refine_pts"], a[$"out_refine_pts_layer{l}"], Composite, $"refine_pts {l}");
        }
    }

    [Theory]
    [MemberData(nameof(Head))]
    public void Voxels_of_the_head(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> a = Golden.Arrays(golden);
        JsonElement meta = golden.Meta().GetProperty("meta");
        GridSpec grid = Golden.Grid(meta.GetProperty("pc_range"), meta.GetProperty("voxel_size")[0].GetDouble());
        Tensor points = new NormalizedSpace(grid).ToMetres(a["in_refine_pts"][0]), logits = a["in_cls_scores"][0] + 1.2;
        SparseOccupancy occupancy = new PointVoxelizer(PointVoxelizerConfig.Opus() with { Grid = grid })
            .Voxelize(Golden.Floats(points), Golden.Floats(logits), (int)points.shape[1]);
        (int[] places, int[] labels) = Golden.Listed(occupancy);
        Assert.Equal(Golden.Floats(a["occ_loc"]).Select(v => (int)v), places);
        Assert.Equal(Golden.Floats(a["occ_sem_pred"]).Select(v => (int)v), labels);
    }

    private static Tensor[] Levels(Dictionary<string, Tensor> arrays) =>
        [.. Enumerable.Range(0, arrays.Keys.Count(k => k.StartsWith("in_feat", StringComparison.Ordinal))).Select(l => arrays[$"in_feat{l}"])];

    private static void Same(Tensor actual, Tensor expected, double tolerance, string name)
    {
        Assert.Equal(expected.shape, actual.shape);
        TensorAssert.RelativeToMax(Golden.Floats(actual), Golden.Floats(expected), tolerance, name, expected.shape);
    }
}
