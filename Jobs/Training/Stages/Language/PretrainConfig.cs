using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Jobs.Training;

/// <summary>What the stage <c>llm.pretrain</c> teaches. Data; the loop's own options are in <see cref="TrainingConfig"/>.</summary>
public sealed record PretrainConfig
{
    /// <summary>Questions of a key frame.</summary>
    public QuestionMix Questions { get; init; } = new();

    /// <summary>Things that an object list names at most, nearest first.</summary>
    public int Objects { get; init; } = 16;

    /// <summary>Key frames whose texts the vocabulary is learnt from, evenly spread; 0: the pack's vocabulary stays.</summary>
    public int VocabularyFrames { get; init; } = 1500;

    /// <summary>Share of samples from the mirrored world.</summary>
    public double MirrorProbability { get; init; } = 0.5;

    /// <summary>Validation key frames, evenly spread, whose closed questions a preview asks.</summary>
    public int ValidationFrames { get; init; } = 64;

    /// <summary>How the loop trains it at a size.</summary>
    public static TrainingConfig Training(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Mini => new() { Steps = 100, BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 20, ClipNorm = 1, AverageDecay = 0.98, PreviewSteps = 50, Precision = TrainingPrecision.Mixed },
        _ => new() { Steps = 600, BatchSize = 4, LearningRate = 1.5e-3, WarmupSteps = 100, ClipNorm = 1, AverageDecay = 0.995, PreviewSteps = 250, Precision = TrainingPrecision.Mixed },
    };

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ValidationException">An option is out of range; the message names it.</exception>
    public void Validate()
    {
        Questions.Validate();
        if (Objects < 0 || VocabularyFrames < 0 || ValidationFrames < 1 || MirrorProbability is not (>= 0 and <= 1))
        {
            throw new ValidationException("The stage llm.pretrain needs objects and vocabulary_frames of 0 or more, validation_frames of 1 or more and a mirror_probability of 0 to 1.");
        }
    }
}
