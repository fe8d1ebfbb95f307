using VoxPilot.Driving;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Ablations;

/// <summary>One ablation: what is different, and from where on that has to be trained.</summary>
/// <param name="Name">Its name.</param>
/// <param name="About">What is different, in a sentence.</param>
/// <param name="After">The last stage that it shares with the base; null: none, as for the base itself.</param>
public sealed record AblationRow(string Name, string About, string? After)
{
    /// <summary>Name of the base's row.</summary>
    public const string BaseName = "base";

    /// <summary>What of the architecture is different: <c>path=value</c> in the names of pack.json's config.</summary>
    public IReadOnlyList<string> Architecture { get; init; } = [];

    /// <summary>What of stages' configs is different, by name of the stage: <c>path=value</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Settings { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The base.</summary>
    public static AblationRow Base { get; } = new(BaseName, "the architecture and the stages that the others differ from", null);

    /// <summary>All that is different, as it would be written on a command line.</summary>
    public IReadOnlyList<string> Changes => [.. Architecture, .. Settings.SelectMany(stage => stage.Value.Select(setting => $"{stage.Key}: {setting}"))];

    /// <summary>The stages that are trained for it.</summary>
    public IReadOnlyList<AblationStage> Stages(AblationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.Stages.SkipWhile(stage => After is not null && stage.Name != After).Skip(After is null ? 0 : 1)];
    }

    /// <summary>Its architecture.</summary>
    /// <param name="config">The base's, as the stage before left it.</param>
    /// <exception cref="TrainingException">A setting leads nowhere.</exception>
    /// <exception cref="PackException">The architecture contradicts itself.</exception>
    public DrivingModelConfig Apply(DrivingModelConfig config)
    {
        DrivingModelConfig changed = StageSettings.Apply(config, Architecture.Select(StageSettings.Parse).ToDictionary(), AblationJson.Default.DrivingModelConfig);
        changed.Validate();
        return changed;
    }
}
