using VoxPilot.Llm;

namespace VoxPilot.Driving;

/// <summary>Packs whose language model came from elsewhere.</summary>
public static class ImportedPack
{
    /// <summary>
    /// Writes a pack: eyes, planner and the rest of another pack with a new language model. Where that is as wide as the other's, all networks are taken over;
    /// where it is not, what joins on to it (connector, forecaster, planner) begins with random weights, and the pack says that it is not trained.
    /// </summary>
    /// <param name="folder">Where it is to lie; what lies there is replaced. The folder's name becomes the pack's.</param>
    /// <param name="from">The pack that it is built on.</param>
    /// <param name="language">The language model's architecture.</param>
    /// <param name="source">What the language model is, in words, for the provenance.</param>
    /// <param name="seed">Seed of what begins anew.</param>
    /// <param name="write">Writes the GGUF to the path that it is given.</param>
    public static ModelPack Write(string folder, ModelPack from, LanguageConfig language, string source, ulong seed, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(write);
        PackManifest manifest = from.Manifest;
        bool fits = manifest.Config.Language.Width == language.Width;
        DrivingModelConfig config = Joined(manifest.Config, language) with { Reasoning = fits ? ReasoningSource.Constant : ReasoningSource.LanguageModel };
        using DrivingModel model = fits ? DrivingModel.Load(from, "cpu") : PackLoader.LoadSeeing(from, config, seed);
        manifest = manifest with
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            Architecture = "custom",
            Trained = manifest.Trained && fits,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Config = config,
            Metrics = [],
            Provenance = manifest.Provenance with
            {
                Summary = fits
                    ? $"{from.Info.Name} with another language model ({source}), which has not been aligned with its scenes: what it answers to questions means nothing yet, and plans pass it by."
                    : $"The eyes of {from.Info.Name} with another language model ({source}). Connector, forecaster and planner have random weights: train alignment and planning before anything but its occupancy means something.",
                Stages = [.. manifest.Provenance.Stages, $"models import: {source}"],
            },
        };
        return TrainedPack.Write(folder, model, from, manifest, write);
    }

    private static DrivingModelConfig Joined(DrivingModelConfig config, LanguageConfig language) => config with
    {
        Language = language,
        Perception = config.Perception with { Forecaster = config.Perception.Forecaster with { LanguageWidth = language.Width } },
        Connector = config.Connector with { LanguageWidth = language.Width },
        Planner = config.Planner with { LanguageWidth = language.Width },
    };
}
