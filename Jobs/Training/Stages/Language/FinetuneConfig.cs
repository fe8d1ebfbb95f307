using System.ComponentModel.DataAnnotations;
using VoxPilot.Llm;

namespace VoxPilot.Jobs.Training;

/// <summary>What the stage <c>llm.finetune</c> teaches. Data; the loop's own options are in <see cref="TrainingConfig"/>.</summary>
public sealed record FinetuneConfig
{
    /// <summary>The LoRA that is learnt.</summary>
    public LoraConfig Lora { get; init; } = new() { Rank = 16, Alpha = 32, Dropout = 0.05 };

    /// <summary>Questions of a key frame at a time.</summary>
    public QuestionMix Questions { get; init; } = new() { Tokens = 320, Drills = 0, ClosedShare = 1, ClosedWeight = 1, BlindShare = 0, LocationShare = 1 };

    /// <summary>Share of samples whose ego state is withheld; in its place comes what the images show of the car's motion.</summary>
    public double EgoDropout { get; init; }

    /// <summary>What suits a size.</summary>
    public static FinetuneConfig For(TrainingPreset preset) =>
        preset == TrainingPreset.Paper ? new() { Lora = LoraConfig.Paper(), Questions = new FinetuneConfig().Questions with { Tokens = 1024 } } : new();

    /// <summary>How the loop trains it at a size.</summary>
    public static TrainingConfig Training(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Paper => new() { Steps = 2000, BatchSize = 8, LearningRate = 1e-4, ClipNorm = 1, Precision = TrainingPrecision.Mixed },
        TrainingPreset.Mini => new() { Steps = 50, BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 5, ClipNorm = 1, AverageDecay = 0.9, PreviewSteps = 0 },
        _ => new() { Steps = 500, BatchSize = 4, LearningRate = 5e-4, WarmupSteps = 20, ClipNorm = 1, AverageDecay = 0.98, PreviewSteps = 0 },
    };

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ValidationException">An option is out of range; the message names it.</exception>
    public void Validate()
    {
        Questions.Validate();
        try
        {
            Lora.Validate();
        }
        catch (ArgumentException fault)
        {
            throw new ValidationException(fault.Message, fault);
        }
        if (EgoDropout is not (>= 0 and <= 1))
        {
            throw new ValidationException($"{nameof(EgoDropout)} of the stage llm.finetune must be a share, 0 to 1.");
        }
    }
}
