using VoxPilot.Core.Datasets;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Training;

/// <summary>Makes the reasoning of data sets by where the states come from; holds the language model that they share.</summary>
internal sealed class ReasoningSupply : IDisposable
{
    private readonly DrivingModel model;
    private readonly TrainedLanguage? language;
    private readonly bool owned = true;

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
    }

    /// <summary>Listens to a language model that is another's to let go of.</summary>
    public ReasoningSupply(TrainedLanguage language, DrivingModel model) => (this.model, this.language, owned) = (model, language, false);

    /// <summary>The reasoning of a data set.</summary>
    /// <param name="data">The key frames.</param>
    /// <param name="scenes">What is seen of them.</param>
    /// <param name="mirrored">Whether the mirrored world is wanted too.</param>
    /// <param name="progress">Hears how many key frames have been thought about.</param>
    /// <param name="cancellation">Gives it up.</param>
    public IPlanningReasoning Of(IDriveDataset data, CachedScenes scenes, bool mirrored, Action<int, int>? progress, CancellationToken cancellation)
    {
        if (language is null)
        {
            return new TokenReasoning(model);
        }
        SceneReader reader = new(model, language);
        return new LanguageReasoning(model, reader, PlanStateCache.Create(data, scenes, reader, model.Config.Language.Width, mirrored, progress, cancellation));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (owned)
        {
            language?.Dispose();
        }
    }
}
