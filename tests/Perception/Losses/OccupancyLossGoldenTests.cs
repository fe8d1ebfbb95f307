using System.Text.Json;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Perception.Tests.Encoder;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Losses;

/// <summary>OPUS's loss, alone (golden/blocks/opus_head) and through the whole decoder (golden/opus).</summary>
[Trait("Category", "Golden")]
public sealed class OccupancyLossGoldenTests
{
    private const double Single = 1e-5;
    private const double Composite = 2e-4;
    private const double Gradient = 1e-3;

    public static TheoryData<GoldenCase> Decoders() => GoldenCases.Folders("opus", file: "gradients.safetensors");

    public static TheoryData<GoldenCase> Heads() => GoldenCases.Files("blocks/opus_head", "*.npz");

    [Theory]
    [MemberData(nameof(Decoders))]
    public void Every_term_and_every_gradient_through_the_decoder(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        using OccupancyEncoder encoder = OpusDecoderGoldenTests.Encoder(golden);
        (Tensor[] levels, Tensor egoToImage) = OpusDecoderGoldenTests.Inputs(golden, encoder.Config);
        levels = [.. levels.Select(level => level.requires_grad_())];
        Dictionary<string, Tensor> outputs = Golden.Tensors(golden, "outputs.safetensors"), gradients = Golden.Tensors(golden, "gradients.safetensors");
        NormalizedSpace space = new(encoder.Config.Grid);
        IReadOnlyList<OccupancyQueries> layers = [.. encoder.Layers(levels, egoToImage).Select((layer, l) => Placed(layer, space.ToMetres(outputs[$"layer{l}.refine_pts"])))];
        foreach (OccupancyQueries layer in layers)
        {
            layer.Points.retain_grad();
            layer.Logits.retain_grad();
        }
        OccupancyLoss loss = new(Weights(golden.Meta().GetProperty("loss")), encoder.Config.Grid);
        IReadOnlyDictionary<string, Tensor> terms = loss.Terms(encoder.InitialPointsInMetres(), layers, Target(golden, encoder.Config.Grid));

        Assert.Equal(1 + 2 * layers.Count, terms.Count);
        Assert.Equal(1 + 2 * layers.Count, outputs.Keys.Count(key => key.StartsWith("loss.", StringComparison.Ordinal) && key != "loss.total"));
        Tensor total = terms.Values.Aggregate((a, b) => a + b);
        Same(terms["pts.init"], outputs["loss.init_loss_pts"], Composite, "pts.init");
        Same(total, outputs["loss.total"], Composite, "total");
        for (int l = 0; l < layers.Count; l++)
        {
            string layer = l == layers.Count - 1 ? "loss." : $"loss.d{l}.";
            Same(terms[$"pts.{l}"], outputs[layer + "loss_pts"], Composite, $"pts.{l}");
            Same(terms[$"cls.{l}"], outputs[layer + "loss_cls"], Composite, $"cls.{l}");
        }

        total.backward();
        for (int l = 0; l < layers.Count; l++)
        {
            // Upstream's points are normalised; ours are in metres.
            Tensor extent = space.ToMetres(ones(3)) - space.ToMetres(zeros(3));
            Same(layers[l].Points.grad! * extent, gradients[$"layer{l}.refine_pts"], Gradient, $"refine_pts {l}");
            Same(layers[l].Logits.grad!, gradients[$"layer{l}.cls_scores"], Gradient, $"cls_scores {l}");
        }
        for (int l = 0; l < levels.Length; l++)
        {
            Same(levels[l].grad!, gradients[$"feat{l}"], Gradient, $"feat{l}");
        }
        Same(encoder.InitialPoints.grad!, gradients["param.init_points.weight"], Gradient, "init_points");
        Dictionary<string, Tensor> parameters = encoder.named_parameters().ToDictionary(p => p.name, p => (Tensor)p.parameter);
        int compared = 0;
        foreach ((string name, Tensor expected) in gradients.Where(pair => pair.Key.StartsWith("param.transformer", StringComparison.Ordinal)))
        {
            string own = OpusNames.ToOwn("pts_bbox_head." + name["param.".Length..])!["occupancy_encoder.".Length..];
            Same(parameters[own].grad!, expected, Gradient, name);
            compared++;
        }
        Assert.Equal(parameters.Count - 1, compared);
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Pairs_values_and_gradients_of_one_layer(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> a = Golden.Arrays(golden);
        JsonElement meta = golden.Meta().GetProperty("meta");
        GridSpec grid = Golden.Grid(meta.GetProperty("pc_range"), meta.GetProperty("voxel_size")[0].GetDouble());
        int batch = (int)a["in_semantics"].shape[0];
        OccupancyGrid[] grids = Grids(Golden.Floats(a["in_semantics"]), grid, batch);
        OccupancyTarget target = OccupancyTarget.Of(grids, Masks(Golden.Floats(a["in_mask_camera"]), batch), CPU);
        Tensor normalised = a["in_refine_pts"].requires_grad_(), logits = a["in_cls_scores"].requires_grad_();
        OccupancyQueries queries = new() { Features = zeros(1), Points = new NormalizedSpace(grid).ToMetres(normalised), Logits = logits };

        ChamferMatcher matcher = new(grid);
        for (int b = 0, before = 0; b < batch; before += target.Counts[b++])
        {
            matcher.Load(grids[b]);
            float[] points = Golden.Floats(queries.Points[b]);
            long[] voxelOfPoint = new long[points.Length / 3], pointOfVoxel = new long[matcher.Count];
            matcher.Match(points, voxelOfPoint, pointOfVoxel);
            Assert.Equal(Golden.Floats(a[$"target{b}_pred_to_gt_idx"]).Select(v => (long)v), voxelOfPoint);
            Assert.Equal(Golden.Floats(a[$"target{b}_gt_to_pred_idx"]).Select(v => (long)v), pointOfVoxel);
            Same(target.Centres.narrow(0, before, target.Counts[b]), a[$"gt_points{b}"], Single, "gt_points");
            Same(target.Labels.narrow(0, before, target.Counts[b]), a[$"gt_labels{b}"], Single, "gt_labels");
            Same(target.Seen!.narrow(0, before, target.Counts[b]), a[$"gt_mask{b}"], Single, "gt_mask");
        }

        IReadOnlyDictionary<string, Tensor> terms = new OccupancyLoss(Weights(meta), grid).Terms(null, [queries], target);
        Same(terms["pts.0"], a["out_loss_pts"], Single, "loss_pts");
        Same(terms["cls.0"], a["out_loss_cls"], Single, "loss_cls");
        (terms["pts.0"] + terms["cls.0"]).backward();
        Same(normalised.grad!, a["grad_refine_pts"], Gradient, "grad_refine_pts");
        Same(logits.grad!, a["grad_cls_scores"], Gradient, "grad_cls_scores");
    }

    // Where upstream's points are, with the gradients of ours: a voxel half-way between two points goes to the other one where a processor rounds otherwise, in the eighth digit.
    private static OccupancyQueries Placed(OccupancyQueries layer, Tensor points)
    {
        Assert.True(layer.Points.allclose(points, rtol: 0, atol: 1e-3));
        return layer with { Points = layer.Points + (points - layer.Points).detach() };
    }

    private static OccupancyLossConfig Weights(JsonElement meta) => OccupancyLossConfig.Opus() with
    {
        ClassWeights = [.. meta.GetProperty("cls_weights").EnumerateArray().Select(n => n.GetSingle())],
    };

    private static OccupancyTarget Target(GoldenCase golden, GridSpec grid)
    {
        Dictionary<string, Tensor> inputs = Golden.Tensors(golden, "inputs.safetensors");
        int batch = (int)inputs["voxel_semantics"].shape[0];
        return OccupancyTarget.Of(
            Grids(Golden.Floats(inputs["voxel_semantics"]), grid, batch), Masks(Golden.Floats(inputs["mask_camera"]), batch), CPU);
    }

    private static OccupancyGrid[] Grids(float[] labels, GridSpec grid, int batch) => [.. Masks(labels, batch).Select(own => new OccupancyGrid(grid, own))];

    private static byte[][] Masks(float[] values, int batch) => [.. values.Chunk(values.Length / batch).Select(own => own.Select(v => (byte)v).ToArray())];

    private static void Same(Tensor actual, Tensor expected, double tolerance, string name) =>
        TensorAssert.RelativeToMax(Golden.Floats(actual), Golden.Floats(expected), tolerance, name, expected.shape);
}
