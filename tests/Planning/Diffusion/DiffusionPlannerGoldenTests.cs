using System.Text.Json;
using TorchSharp;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Planning.Tests;

/// <summary>Scheduler, normalisation and embeddings of DiffusionDrive's planner (golden/diffusion_planner/ddim_and_normalisation_*).</summary>
[Trait("Category", "Golden")]
public sealed class DiffusionPlannerGoldenTests
{
    public static TheoryData<GoldenCase> Cases => GoldenCases.Folders("diffusion_planner", "ddim_and_normalisation_*");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scheduler_normalisation_and_embeddings_agree(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> data = Safetensors.Load(golden.File("data.safetensors"));
        JsonElement tolerance = golden.Meta().GetProperty("tolerance");
        double atol = tolerance.GetProperty("atol").GetDouble(), rtol = tolerance.GetProperty("rtol").GetDouble();
        float[] Values(string name) => data[name].data<float>().ToArray();
        void Close(ReadOnlySpan<float> actual, string name) => TensorAssert.Close(actual, Values(name), atol, rtol, name);

        DdimScheduler scheduler = new(new());
        Close(scheduler.CumulativeAlphas, "alphas_cumprod");
        foreach (string name in data.Keys.Where(k => k.StartsWith("add_noise.t", StringComparison.Ordinal)))
        {
            Close(scheduler.AddNoise(Values("x0"), Values("noise"), int.Parse(name["add_noise.t".Length..])), name);
        }

        Walk("step_1", 1000, [20, 0]);
        Walk("step_1_navsim", 1000, [10, 0]);
        Walk("step_10", 100, [20, 10, 0]);

        DisplacementNormalisation normalisation = DisplacementNormalisation.DiffusionDrive;
        Close(normalisation.Normalise(Values("traj_metres")), "traj_normalised");
        Close(normalisation.Denormalise(Values("traj_normalised")), "traj_denormalised");
        Close(normalisation.Denormalise(Values("raw_normalised")), "raw_denormalised");
        Close(SineEmbedding.OfPoints(Values("traj_metres"), 64), "sine_embed_64");
        Close(SineEmbedding.OfTimes([0, 8, 10, 20, 39], 32, CPU).data<float>().ToArray(), "time_embed_32");

        void Walk(string run, int inferenceSteps, int[] times)
        {
            DdimScheduler walker = new(new() { InferenceSteps = inferenceSteps });
            float[] x = Values($"{run}.start");
            for (int i = 0; i < times.Length; i++)
            {
                DdimStep step = walker.Step(Values($"{run}.{i}.model_output"), times[i], x);
                Close(step.Clean, $"{run}.{i}.pred_original_sample");
                Close(step.Previous, $"{run}.{i}.prev_sample");
                x = step.Previous;
            }
        }
    }
}
