using VoxPilot.Jobs.Evaluation;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Ablations;

/// <summary>Hears how far ablations are; from any thread.</summary>
public sealed record AblationListener
{
    /// <summary>What begins or has happened, in a sentence.</summary>
    public Action<string> News { get; init; } = _ => { };

    /// <summary>How many key frames of how many are prepared for a stage.</summary>
    public Action<int, int> Preparing { get; init; } = (_, _) => { };

    /// <summary>How far a stage is.</summary>
    public Action<TrainingProgress> Training { get; init; } = _ => { };

    /// <summary>How far an evaluation is.</summary>
    public Action<EvaluationProgress> Measuring { get; init; } = _ => { };
}
