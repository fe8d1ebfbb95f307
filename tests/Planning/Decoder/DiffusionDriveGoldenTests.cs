using System.Text.Json;
using System.Text.RegularExpressions;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Planning.Tests;

/// <summary>
/// DiffusionDrive's published decoder, built of our blocks: every operation of both denoising calls, the loop's state and the plan
/// (golden/diffusion_planner/head_*).
/// </summary>
[Trait("Category", "Golden")]
public sealed partial class DiffusionDriveGoldenTests
{
    private const int Modes = 6; // of one command, as upstream has them

    public static TheoryData<GoldenCase> Heads => GoldenCases.Folders("diffusion_planner", "head_*");

    [Theory]
    [MemberData(nameof(Heads))]
    public void Every_operation_of_both_calls_agrees(GoldenCase golden)
    {
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        JsonElement meta = golden.Meta(), tolerance = meta.GetProperty("tolerance");
        double atol = tolerance.GetProperty("atol").GetDouble(), rtol = tolerance.GetProperty("rtol").GetDouble();
        Dictionary<string, Tensor> expected = Safetensors.Load(golden.File("outputs.safetensors"));
        Dictionary<string, Tensor> inputs = Safetensors.Load(golden.File("inputs.safetensors"));
        using DiffusionDecoder decoder = Decoder(meta);
        DecoderContext context = Context(inputs, FormulaTensor.CreateAll(meta, "formula_inputs"));
        int batch = (int)inputs["command"].shape[0];
        int compared = 0;
        void Close(Tensor actual, string name)
        {
            TensorAssert.Close(actual.reshape(expected[name].shape), expected[name], atol, rtol, name);
            compared++;
        }

        Denoising denoising = new(PlanSampler.DdimCompat, DisplacementNormalisation.DiffusionDrive);
        float[] anchors = Anchors(inputs);
        Close(tensor(anchors), "anchor_normalised");
        float[] start = denoising.Start(anchors, expected["noise"].data<float>().ToArray());
        Close(tensor(start), "noisy");

        int step = 0;
        DecoderState last = null!;
        foreach (DenoisingCall call in denoising.Run(start, Network))
        {
            Assert.Equal(expected[$"step{step}.timestep"].item<long>(), call.Time);
            Close(tensor(call.Input), $"step{step}.x_in");
            Close(tensor(call.Normalised), $"step{step}.x0_normalised");
            Close(tensor(call.Next), $"step{step}.x_out");
            step++;
        }
        Close(last.Displacements.unsqueeze(1).repeat(1, 3, 1, 1, 1), "planning_prediction");
        Close(last.Scores!.repeat(1, 3), "planning_classification");
        // All that the decoder gives: everything but the noise, the times, and what the head gives for motion and status.
        Assert.Equal(expected.Count - 7, compared);

        float[] Network(float[] noisy, int time)
        {
            int[] times = [.. Enumerable.Repeat(time, batch)];
            Close(tensor(SineEmbedding.OfPoints(noisy, decoder.Config.PointWidth)), $"step{step}.sine_embed");
            Close(decoder.EmbedTrajectories(noisy, batch), $"step{step}.traj_feature0");
            Close(decoder.EmbedTimes(times).repeat_interleave(6, 0), $"step{step}.time_embed");
            int layer = 0;
            foreach (DecoderState state in decoder.Run(noisy, times, context))
            {
                string name = $"step{step}.layer{layer:00}.{Names[decoder.Config.Operations[layer]]}";
                if (decoder.Config.Operations[layer] == DecoderOperation.Refine)
                {
                    Close(state.Displacements, name + ".reg");
                    Close(state.Scores!, name + ".cls");
                }
                else if (expected.ContainsKey(name))
                {
                    Close(state.Features, name);
                }
                layer++;
                last = state;
            }
            return last.Displacements.contiguous().data<float>().ToArray();
        }
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void The_training_pass_gives_the_same_losses_and_gradients(GoldenCase golden)
    {
        Assert.SkipUnless(golden.Has("training.safetensors"), $"{golden} has no training pass.");
        using DisposeScope scope = NewDisposeScope();
        JsonElement meta = golden.Meta(), tolerance = meta.GetProperty("tolerance");
        double atol = tolerance.GetProperty("atol").GetDouble(), rtol = tolerance.GetProperty("rtol").GetDouble();
        double gradients = tolerance.GetProperty("training").GetProperty("gradients_relative_to_max").GetDouble();
        double losses = tolerance.GetProperty("training").GetProperty("loss").GetDouble();
        Dictionary<string, Tensor> inputs = Safetensors.Load(golden.File("inputs.safetensors"));
        Dictionary<string, Tensor> training = Safetensors.Load(golden.File("training.safetensors"));
        using DiffusionDecoder decoder = Decoder(meta);
        DecoderContext context = Context(inputs, FormulaTensor.CreateAll(meta, "formula_inputs"));

        DisplacementNormalisation normalisation = DisplacementNormalisation.DiffusionDrive;
        float[] anchors = Anchors(inputs), noise = training["noise"].data<float>().ToArray();
        int[] times = [.. training["timesteps"].data<long>().ToArray().Select(t => (int)t)];
        DdimScheduler scheduler = new(new());
        int length = anchors.Length / times.Length;
        float[] noisy = normalisation.Denormalise([.. times.SelectMany((t, b) =>
            scheduler.AddNoise(anchors.AsSpan(b * length, length), noise.AsSpan(b * length, length), t)).Select(v => Math.Clamp(v, -1, 1))]);
        PlannerTarget target = Target(inputs, training, normalisation.Denormalise(anchors));

        Tensor loss = zeros(1);
        int layer = 0;
        foreach (DecoderState state in decoder.Run(noisy, times, context)
            .Where((_, i) => decoder.Config.Operations[i] == DecoderOperation.Refine))
        {
            TensorAssert.Close(state.Displacements.unsqueeze(1), training[$"diffusion_prediction{layer}"], atol, rtol, $"prediction {layer}");
            TensorAssert.Close(state.Scores!.unsqueeze(1), training[$"diffusion_classification{layer}"], atol, rtol, $"classification {layer}");
            Tensor trajectory = PlannerLoss.Trajectory(state.Displacements, target);
            Tensor score = PlannerLoss.FocalScore(state.Scores!, target) * 0.5;
            Assert.Equal(training[$"loss.planning_loss_reg_diffusion_{layer}"].item<float>(), trajectory.item<float>(), losses);
            Assert.Equal(training[$"loss.planning_loss_cls_diffusion_{layer}"].item<float>(), score.item<float>(), losses);
            loss = loss + trajectory + score;
            layer++;
        }
        loss.backward();

        int compared = 0;
        foreach (JsonProperty checksum in meta.GetProperty("gradient_checksums").EnumerateObject())
        {
            if (OwnName(checksum.Name, decoder.Config.Operations) is not { } name)
            {
                continue;
            }
            Tensor gradient = decoder.get_parameter(name)!.grad!.to(float64);
            double l2 = checksum.Value.GetProperty("l2").GetDouble(), dot = checksum.Value.GetProperty("dot").GetDouble();
            Tensor against = FormulaTensor.Create("dot/" + checksum.Name, gradient.shape).to(float64);
            Assert.True(Math.Abs(gradient.square().sum().sqrt().item<double>() - l2) <= gradients * l2, checksum.Name);
            Assert.True(Math.Abs((gradient * against).sum().item<double>() - dot) <= gradients * Math.Max(l2, Math.Abs(dot)), checksum.Name);
            compared++;
        }
        Assert.True(compared > 100);
    }

    private static readonly Dictionary<DecoderOperation, string> Names = new()
    {
        [DecoderOperation.ImagePooling] = "traj_pooler",
        [DecoderOperation.ModeAttention] = "self_attn",
        [DecoderOperation.AgentAttention] = "agent_cross_gnn",
        [DecoderOperation.AnchorAttention] = "anchor_cross_gnn",
        [DecoderOperation.Norm] = "norm",
        [DecoderOperation.FeedForward] = "ffn",
        [DecoderOperation.Modulation] = "modulation",
        [DecoderOperation.Refine] = "diff_refine",
    };

    private static DiffusionDecoder Decoder(JsonElement meta)
    {
        DiffusionDecoder decoder = new(DecoderConfig.DiffusionDrive());
        Assert.Equal(
            meta.GetProperty("config").GetProperty("diff_operation_order").EnumerateArray().Select(o => o.GetString()),
            decoder.Config.Operations.Select(o => Names[o]));
        Dictionary<string, Tensor> weights = FormulaTensor.CreateAll(meta, "formula_weights");
        Dictionary<string, Tensor> own = [];
        foreach ((string name, Tensor value) in weights)
        {
            if (OwnName(name, decoder.Config.Operations) is { } mapped)
            {
                own.Add(mapped, value);
            }
        }
        // Upstream, all attentions to agents share the matrices before and after.
        for (int layer = 0; layer < decoder.Config.Operations.Count; layer++)
        {
            if (decoder.Config.Operations[layer] == DecoderOperation.AgentAttention)
            {
                own.Add($"layers.{layer}.fc_before.weight", weights["fc_before.weight"]);
                own.Add($"layers.{layer}.fc_after.weight", weights["fc_after.weight"]);
            }
        }
        decoder.load_state_dict(own);
        decoder.eval();
        return decoder;
    }

    private static string? OwnName(string upstream, IReadOnlyList<DecoderOperation> operations)
    {
        if (upstream.StartsWith("plan_pos_encoder.", StringComparison.Ordinal))
        {
            return upstream.Replace("plan_pos_encoder.", "position.", StringComparison.Ordinal);
        }
        if (TimeName().Match(upstream) is { Success: true } time)
        {
            return $"time.{int.Parse(time.Groups[1].Value) - 1}.{time.Groups[2].Value}";
        }
        if (LayerName().Match(upstream) is not { Success: true } match)
        {
            return null;
        }
        int layer = int.Parse(match.Groups[1].Value);
        string rest = match.Groups[2].Value;
        if (operations[layer] == DecoderOperation.Norm)
        {
            rest = "norm." + rest;
        }
        foreach ((string from, string to) in new[]
        {
            ("pre_norm.", "norm."), ("layers.0.0.", "expand."), ("layers.1.", "contract."), ("identity_fc.", "identity."),
            ("scale_shift_mlp.1.", "scale_shift."), ("plan_reg_branch.", "displacement."), ("plan_cls_branch.", "score."),
        })
        {
            rest = rest.StartsWith(from, StringComparison.Ordinal) ? to + rest[from.Length..] : rest;
        }
        return $"layers.{layer}.{rest}";
    }

    private static DecoderContext Context(Dictionary<string, Tensor> inputs, Dictionary<string, Tensor> formula) => new()
    {
        Sources = new Dictionary<DecoderOperation, AttentionSource>
        {
            [DecoderOperation.AgentAttention] =
                new(inputs["agent_features"], inputs["agent_anchor_embed"], inputs["ego_anchor_embed_repeated"]),
            [DecoderOperation.AnchorAttention] = new(inputs["command_plan_queries"]),
        },
        Cameras = new([.. Enumerable.Range(0, 4).Select(i => formula[$"feat{i}"])], inputs["projection_mat"], inputs["image_wh"]),
    };

    // The commanded anchors' positions to normalised displacements.
    private static float[] Anchors(Dictionary<string, Tensor> inputs)
    {
        float[] anchors = inputs["plan_anchor"].data<float>().ToArray(), commands = inputs["command"].data<float>().ToArray();
        const int perCommand = Modes * Trajectory.Steps * 2;
        List<float> displacements = [];
        for (int b = 0; b < commands.Length / 3; b++)
        {
            int command = Array.IndexOf(commands[(3 * b)..(3 * b + 3)], 1f);
            foreach (float[] anchor in anchors[(command * perCommand)..((command + 1) * perCommand)].Chunk(2 * Trajectory.Steps))
            {
                displacements.AddRange(anchor.Select((v, i) => i < 2 ? v : v - anchor[i - 2]));
            }
        }
        return DisplacementNormalisation.DiffusionDrive.Normalise([.. displacements]);
    }

    // k* among the commanded anchors: least mean distance of positions over the steps that are known.
    private static PlannerTarget Target(Dictionary<string, Tensor> inputs, Dictionary<string, Tensor> training, float[] anchors)
    {
        long b = inputs["command"].shape[0];
        Tensor driven = training["gt_ego_fut_trajs"], valid = training["gt_ego_fut_masks"];
        Tensor positions = tensor(anchors).view(b, Modes, Trajectory.Steps, 2).cumsum(2);
        Tensor distance = ((positions - driven.cumsum(1).unsqueeze(1)).square().sum(-1).sqrt() * valid.unsqueeze(1)).mean([2]);
        return new(distance.argmin(1).data<long>().ToArray(), driven, valid);
    }

    [GeneratedRegex(@"^time_mlp\.(\d+)\.(\w+)$")]
    private static partial Regex TimeName();

    [GeneratedRegex(@"^diff_layers\.(\d+)\.(.+)$")]
    private static partial Regex LayerName();
}
