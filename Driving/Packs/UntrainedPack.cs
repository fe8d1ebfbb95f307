using System.Globalization;
using VoxPilot.Llm;
using VoxPilot.Perception;

namespace VoxPilot.Driving;

/// <summary>Packs of random weights: they run by the final code path, and their answers mean nothing. The same seed gives the same bytes.</summary>
public static class UntrainedPack
{
    /// <summary>Name of the pack that is made where none is installed.</summary>
    public const string NanoName = "nano";

    /// <summary>Seed of that pack.</summary>
    public const ulong DefaultSeed = 2026;

    /// <summary>The recipe and its version: raise it where the same config and seed come to give other bytes.</summary>
    public const string Generator = "untrained/3";

    // a pack's bytes must not depend on the day that it was made
    private static readonly DateTimeOffset Made = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Random class heads start at a probability of 0.01 (spec/sparseoccvla.md §3.2): a trained pack's thresholds would show nothing.
    // These say nothing about quality. They are so low that a few hundred voxels are seen now and at every horizon, which shows that
    // the path carries data; the highest forecast scores of the sample frames are 0.0146 to 0.0162.
    private const float Threshold = 0.03f;
    private const float ForecastThreshold = 0.0135f;

    /// <summary>The architecture of the untrained nano pack: nano, with thresholds so low that some voxels are seen.</summary>
    public static DrivingModelConfig NanoConfig()
    {
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        return nano with { Voxels = Lowered(nano.Voxels, Threshold), ForecastVoxels = Lowered(nano.ForecastVoxels, ForecastThreshold) };
    }

    /// <summary>Writes a pack.</summary>
    /// <param name="folder">Where it is to lie; what lies there is replaced.</param>
    /// <param name="config">The architecture.</param>
    /// <param name="seed">Seed of all weights.</param>
    /// <param name="name">Name of the pack; null takes the folder's.</param>
    public static ModelPack Create(string folder, DrivingModelConfig config, ulong seed, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        name ??= Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        PackManifest manifest = new()
        {
            Format = PackManifest.CurrentFormat,
            Name = name,
            Architecture = name == NanoName ? NanoName : "custom",
            Trained = false,
            CreatedAt = Made,
            Provenance = new() { Summary = "Random weights; nothing has been learnt.", Generator = Generator, Seed = seed },
            Config = config,
            Files = [],
        };
        return PackWriter.Write(folder, manifest, target =>
        {
            using (DrivingModel model = DrivingModel.Create(config, seed))
            {
                PackLoader.Save(model, target);
            }
            UntrainedLlama.Write(Path.Combine(target, PackFiles.Language), config.Language, seed, Stored(config.Language));
            File.WriteAllText(Path.Combine(target, PackFiles.ModelCard), Card(name, config, seed));
        });
    }

    // Blocks of 32 with a scale: half the bytes of half precision, where rows divide into them.
    private static GgufTensorType Stored(LanguageConfig config) => config.Width % 32 == 0 && config.Ffn % 32 == 0 ? GgufTensorType.Q8_0 : GgufTensorType.F16;

    private static PointVoxelizerConfig Lowered(PointVoxelizerConfig rules, float threshold) =>
        rules with { Thresholds = [.. rules.Thresholds.Select(_ => threshold)] };

    private static string Card(string name, DrivingModelConfig config, ulong seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # {name}

        **Not trained.** All weights are random (seed {seed}). The pack exists so that everything around a trained one can be run
        and tested by the same code; its occupancy, answers and plans mean nothing, and every response says `"trained": false`.

        | part | size |
        | --- | --- |
        | images | {config.Perception.Image.Height}×{config.Perception.Image.Width}, {config.Perception.Encoder.Frames} frames |
        | queries | {config.Perception.Encoder.Queries} of width {config.Perception.Encoder.Width}, points per layer {string.Join(", ", config.Perception.Encoder.Points)} |
        | language model | Llama, width {config.Language.Width}, {config.Language.Layers} layers, vocabulary {config.Language.Vocabulary} |
        | planner | {config.Planner.Anchors} anchors from made-up drives, denoising steps: {config.Planner.Steps} |

        Made by `./voxpilot models create`; the same seed gives the same bytes.

        """).ReplaceLineEndings("\n");
}
