using System.Text.Json;
using VoxPilot.Core.Formats;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Planning.Tests;

/// <summary>diffusers' DDIMScheduler and DiffusionDrive's normalisations and embeddings, number by number (golden/blocks/ddim).</summary>
[Trait("Category", "Golden")]
public sealed class DdimGoldenTests
{
    private const double Tolerance = 1e-5;

    // DiffusionDrive on NAVSIM normalises positions, not displacements, and does not clamp.
    private static readonly DisplacementNormalisation NavSim = new()
    {
        RightMinimum = -1.2,
        RightSpan = 56.9,
        ForwardMinimum = -20,
        ForwardSpan = 46,
        Clamp = false,
    };

    public static TheoryData<GoldenCase> General => GoldenCases.Files("blocks/ddim", "general*.npz");

    public static TheoryData<GoldenCase> DiffusionDrive => GoldenCases.Files("blocks/ddim", "diffusiondrive_*.npz");

    [Theory]
    [MemberData(nameof(General))]
    public void Every_configuration_steps_as_diffusers_does(GoldenCase golden)
    {
        IReadOnlyDictionary<string, NpyArray> data = NpzFile.Read(golden.FullPath);
        JsonElement[] configs = [.. golden.Meta().GetProperty("meta").GetProperty("configs").EnumerateArray()];
        for (int c = 0; c < configs.Length; c++)
        {
            DdimScheduler scheduler = new(Config(configs[c]));
            int[] timesteps = [.. data[$"c{c}_timesteps"].ToInt64s().Select(t => (int)t)];
            Assert.Equal(timesteps, scheduler.Timesteps);
            Close(scheduler.CumulativeAlphas, data[$"c{c}_alphas_cumprod"], $"c{c} ᾱ");
            float[] x = data[$"c{c}_x_init"].ToSingles();
            for (int s = 0; s < timesteps.Length; s++)
            {
                float[] noise = data.TryGetValue($"c{c}_s{s}_variance_noise", out NpyArray? drawn) ? drawn.ToSingles() : [];
                DdimStep step = scheduler.Step(
                    data[$"c{c}_s{s}_model_output"].ToSingles(), timesteps[s], x, noise, data[$"c{c}_x_init"].Shape[0]);
                Close(step.Clean, data[$"c{c}_s{s}_pred_x0"], $"c{c} step {s} x₀");
                Close(step.Previous, data[$"c{c}_s{s}_prev_sample"], $"c{c} step {s} previous");
                x = data[$"c{c}_s{s}_prev_sample"].ToSingles();
            }
        }
    }

    [Theory]
    [MemberData(nameof(DiffusionDrive))]
    public void The_truncated_loop_of_DiffusionDrive_gives_its_numbers(GoldenCase golden)
    {
        IReadOnlyDictionary<string, NpyArray> data = NpzFile.Read(golden.FullPath);
        bool navsim = golden.Name.Contains("navsim", StringComparison.Ordinal);
        DisplacementNormalisation normalisation = navsim ? NavSim : DisplacementNormalisation.DiffusionDrive;
        DdimScheduler scheduler = new(new());
        Close(scheduler.CumulativeAlphas, data["alphas_cumprod"], "ᾱ");
        float[] normalised = normalisation.Normalise(data["in_anchor"].ToSingles());
        Close(normalised, data["out_normalised_anchor"], "normalised anchor");
        float[] x = scheduler.AddNoise(normalised, data["in_noise"].ToSingles(), 8);
        Close(x, data["out_noisy_t8"], "noisy anchor");
        Close(normalisation.Denormalise(x), data["out_noisy_t8_denorm"], "noisy anchor, metres");
        long[] times = data["timesteps"].ToInt64s();
        for (int i = 0; i < times.Length; i++)
        {
            float[] points = normalisation.Denormalise([.. x.Select(v => Math.Clamp(v, -1, 1))]);
            Close(points, data[$"out_points_step{i}"], $"points of call {i}");
            float[] clean = normalisation.Normalise(data[$"in_reg_step{i}"].ToSingles());
            Close(clean, data[$"out_x_start_step{i}"], $"x₀ of call {i}");
            x = scheduler.Step(clean, (int)times[i], x).Previous;
            Close(x, data[$"out_prev_sample_step{i}"], $"sample after call {i}");
        }
    }

    [Theory]
    [MemberData(nameof(DiffusionDrive))]
    public void Noise_for_training_and_embeddings_are_DiffusionDrives(GoldenCase golden)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        IReadOnlyDictionary<string, NpyArray> data = NpzFile.Read(golden.FullPath);
        DdimScheduler scheduler = new(new());
        int[] times = [.. data["train_t"].ToInt64s().Select(t => (int)t)];
        float[] clean = data["train_x0"].ToSingles(), noise = data["train_noise"].ToSingles();
        int length = clean.Length / times.Length;
        float[] noisy =
            [.. times.SelectMany((t, row) => scheduler.AddNoise(clean.AsSpan(row * length, length), noise.AsSpan(row * length, length), t))];
        Close(noisy, data["train_noisy"], "noisy sample for training");
        Close(SineEmbedding.OfTimes(times, 32, CPU).data<float>().ToArray(), data["out_time_embed_32"], "embedded time");
        Close(SineEmbedding.OfPoints(data["in_anchor"].ToSingles(), 64), data["out_sine_embed_64"], "embedded points");
    }

    private static DdimConfig Config(JsonElement json)
    {
        string Text(string name, string absent) => json.TryGetProperty(name, out JsonElement v) ? v.GetString()! : absent;
        bool Flag(string name, bool absent) => json.TryGetProperty(name, out JsonElement v) ? v.GetBoolean() : absent;
        double Number(string name, double absent) => json.TryGetProperty(name, out JsonElement v) ? v.GetDouble() : absent;
        return new()
        {
            TrainSteps = (int)Number("num_train_timesteps", 1000),
            InferenceSteps = (int)Number("num_inference_steps", 1000),
            Schedule = Text("beta_schedule", "linear") switch
            {
                "scaled_linear" => BetaSchedule.ScaledLinear,
                "squaredcos_cap_v2" => BetaSchedule.SquaredCosine,
                _ => BetaSchedule.Linear,
            },
            Target = Text("prediction_type", "epsilon") switch
            {
                "sample" => DiffusionTarget.Sample,
                "v_prediction" => DiffusionTarget.Velocity,
                _ => DiffusionTarget.Noise,
            },
            Spacing = Text("timestep_spacing", "leading") switch
            {
                "trailing" => TimestepSpacing.Trailing,
                "linspace" => TimestepSpacing.Linspace,
                _ => TimestepSpacing.Leading,
            },
            StepsOffset = (int)Number("steps_offset", 0),
            ClipSample = Flag("clip_sample", true),
            FinalAlphaIsOne = Flag("set_alpha_to_one", true),
            ZeroTerminalSnr = Flag("rescale_betas_zero_snr", false),
            DynamicThreshold = Flag("thresholding", false),
            ThresholdQuantile = Number("dynamic_thresholding_ratio", 0.995),
            MaximumThreshold = Number("sample_max_value", 1),
            Eta = Number("eta", 0),
        };
    }

    private static void Close(ReadOnlySpan<float> actual, NpyArray expected, string name) =>
        TensorAssert.RelativeToMax(actual, expected.ToSingles(), Tolerance, name);
}
