using VoxPilot.Core.Datasets;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Training;

/// <summary>Makes the reasoning of data sets by where the states come from; holds the language model that they share.</summary>
internal sealed class ReasoningSupply : IDisposable
{
    private readonly DrivingModel model;
    private readonly TrainedLanguage? language;
    private readonly string? thinking;

    /// <summary>Loads the pack's language model where it is to be listened to.</summary>
    /// <param name="source">Where the states come from.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="model">Its networks.</param>
    /// <exception cref="TrainingException">The language model cannot be read.</exception>
    public ReasoningSupply(ReasoningSource source, ModelPack pack, DrivingModel model)
    {
        this.model = model;
        language = source == ReasoningSource.LanguageModel ? TrainedLanguage.Load(pack, null, learns: false, 0, model.Device) : null;
        language?.Model.eval();
        thinking = string.Concat(pack.Manifest.Files.Where(file => file.Name is PackFiles.Language or PackFiles.Connector).Select(file => file.Sha256));
    }

    /// <summary>Listens to a language model that is another's to let go of, and that is still learning: nothing is kept of what it thinks.</summary>
    public ReasoningSupply(TrainedLanguage language, DrivingModel model) => (this.model, this.language) = (model, language);

    /// <summary>The reasoning of a data set.</summary>
    /// <param name="data">The key frames.</param>
    /// <param name="queries">What is seen of them.</param>
    /// <param name="mirrored">Whether the mirrored world is wanted too.</param>
    /// <param name="unheard">Names of data sets of which the language model is not asked.</param>
    /// <param name="progress">Hears how many key frames have been thought about.</param>
    /// <param name="cancellation">Gives it up.</param>
    public IPlanningReasoning Of(
        IDriveDataset data, QueryCaches queries, bool mirrored, IReadOnlyCollection<string> unheard, Action<int, int>? progress, CancellationToken cancellation)
    {
        if (language is null)
        {
            return new TokenReasoning(model);
        }
        SceneReader reader = new(model, language);
        CachedScenes scenes = new(queries, QueryShape.Of(model.Config.Perception.Encoder), model.Device);
        IReadOnlyList<PlanStateSegment> segments = [.. queries.StateSegments(thinking, mirrored, unheard)];
        return new LanguageReasoning(model, reader, PlanStateCache.Create(data, segments, scenes, reader, model.Config.Language.Width, mirrored, progress, cancellation));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (thinking is not null)
        {
            language?.Dispose();
        }
    }
}
