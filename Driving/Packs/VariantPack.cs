namespace VoxPilot.Driving;

/// <summary>Packs that differ from another in their architecture, to be trained from there: what an ablation starts from.</summary>
public static class VariantPack
{
    /// <summary>
    /// Writes a pack of another architecture beside the same language model. What sees and the connector keep every tensor that fits; forecaster and planner
    /// keep theirs where nothing of theirs is different. The rest has random weights, and the pack says that it is not trained.
    /// </summary>
    /// <param name="folder">Where it is to lie; what lies there is replaced. The folder's name becomes the pack's.</param>
    /// <param name="from">The pack that it is built on.</param>
    /// <param name="config">The architecture.</param>
    /// <param name="what">What is different, in words, for the provenance.</param>
    /// <param name="seed">Seed of what begins anew.</param>
    /// <exception cref="PackException">The architecture contradicts itself, or wants another language model.</exception>
    public static ModelPack Write(string folder, ModelPack from, DrivingModelConfig config, string what, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(config);
        PackManifest manifest = from.Manifest;
        if (!PackJson.Same(manifest.Config.Language, config.Language, PackJson.Default.LanguageConfig))
        {
            throw new PackException(PackManifest.FileName, "a variant has the language model of the pack that it is built on: config.language must stay as it is.");
        }
        using DrivingModel model = PackLoader.LoadAs(from, config, seed);
        return TrainedPack.Write(folder, model, from, manifest with
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            Architecture = "custom",
            Trained = false,
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Config = config,
            Metrics = [],
            Provenance = manifest.Provenance with
            {
                Summary = $"{from.Info.Name} with another architecture ({what}): what is different about it is yet to be trained.",
                Stages = [.. manifest.Provenance.Stages, $"variant: {what}"],
            },
        });
    }
}
