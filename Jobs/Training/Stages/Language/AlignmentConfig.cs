using System.ComponentModel.DataAnnotations;
using VoxPilot.Llm;

namespace VoxPilot.Jobs.Training;

/// <summary>What the stage <c>alignment</c> teaches (spec/sparseoccvla.md §5, §6, §9). Data; the loop's own options are in <see cref="TrainingConfig"/>.</summary>
public sealed record AlignmentConfig
{
    private const long MostLearnt = 100_000_000;

    /// <summary>The LoRA beside the language model; null: the language model itself learns.</summary>
    public LoraConfig? Lora { get; init; }

    /// <summary>Whether the connector begins anew and is told the classes of the queries' points (true) or not (false); null: the pack's goes on.</summary>
    public bool? Classes { get; init; } = true;

    /// <summary>Questions of a key frame.</summary>
    public QuestionMix Questions { get; init; } = new() { Tokens = 224, Drills = 5 };

    /// <summary>Questions of a key frame in a batch that has room for long answers.</summary>
    public QuestionMix Telling { get; init; } = new() { Tokens = 320, Drills = 2, ClosedShare = 0.1 };

    /// <summary>Share of such batches; what they leave out of short questions, the others have more of.</summary>
    public double TellingShare { get; init; } = 0.3;

    /// <summary>
    /// Weight of what the plan token's state is to tell: the driven anchor and path, read off by a linear layer that is thrown away. So that the state has learnt
    /// to reason about driving before a planner listens to it; 0: it learns in <c>joint</c> alone.
    /// </summary>
    public double PlanWeight { get; init; } = 0.2;

    /// <summary>Weight of closed questions that are answered from the scene tokens alone, without the language model (<see cref="QuestionProbe"/>); 0: none are.</summary>
    public double ProbeWeight { get; init; } = 0.5;

    /// <summary>Weight of closed questions that are put to the language model by a vector in place of words (<see cref="QuestionCodes"/>); 0: none are.</summary>
    public double CodeWeight { get; init; } = 1;

    /// <summary>How many questions of either kind a key frame is asked.</summary>
    public int ProbeQuestions { get; init; } = 80;

    /// <summary>Steps at the beginning in which nothing else is learnt: they cost a tenth, and the language model meets tokens that say something.</summary>
    public int ProbeSteps { get; init; } = 1000;

    /// <summary>Steps after those in which most questions are asked by vectors and every eighth batch alone is asked in words: they cost a third.</summary>
    public int CodeSteps { get; init; } = 1000;

    /// <summary>Share of samples whose ego state is withheld; in its place comes what the images show of the car's motion.</summary>
    public double EgoDropout { get; init; } = 0.3;

    /// <summary>Share of those in which the motion is not seen either.</summary>
    public double UnseenMotionShare { get; init; } = 0.2;

    /// <summary>Least share of a step's queries that are told to the language model; how many is drawn, and which.</summary>
    public double LeastQueryShare { get; init; } = 1;

    /// <summary>Standard deviation of the noise on the queries' features in training; they are of the order of 1.</summary>
    public double QueryNoise { get; init; } = 0.1;

    /// <summary>Share of samples from the mirrored world.</summary>
    public double MirrorProbability { get; init; } = 0.5;

    /// <summary>Share of the learning rate that the language model, or its LoRA, gets; the connector gets all of it.</summary>
    public double LanguageShare { get; init; } = 1;

    /// <summary>Validation key frames, evenly spread, whose closed questions a preview asks.</summary>
    public int ValidationFrames { get; init; } = 128;

    /// <summary>What suits a size and a language model: a small one learns itself, one of more than 100 million weights through a LoRA.</summary>
    /// <param name="preset">The size.</param>
    /// <param name="language">The language model.</param>
    public static AlignmentConfig For(TrainingPreset preset, LanguageConfig language)
    {
        ArgumentNullException.ThrowIfNull(language);
        AlignmentConfig config = For(preset);
        return config.Lora is null && language.Parameters > MostLearnt ? config with { Lora = LoraConfig.Nano() } : config;
    }

    /// <summary>What suits a size.</summary>
    public static AlignmentConfig For(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Paper => new()
        {
            Classes = null, Lora = LoraConfig.Paper(), PlanWeight = 0, ProbeWeight = 0, CodeWeight = 0, ProbeSteps = 0, CodeSteps = 0, QueryNoise = 0, TellingShare = 0,
            Questions = new() { Tokens = 1024, Drills = 0, ClosedShare = 1, ClosedWeight = 1, BlindShare = 0, LocationShare = 1 },
        },
        TrainingPreset.Mini => new() { ProbeSteps = 20, CodeSteps = 20 },
        _ => new(),
    };

    /// <summary>How the loop trains it at a size.</summary>
    public static TrainingConfig Training(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Paper => new() { Steps = 10_500, BatchSize = 16, LearningRate = 1e-4, ClipNorm = 35, Precision = TrainingPrecision.Mixed },
        TrainingPreset.Mini => new() { Steps = 100, BatchSize = 4, LearningRate = 5e-4, WarmupSteps = 20, ClipNorm = 5, AverageDecay = 0.98, PreviewSteps = 50, Precision = TrainingPrecision.Mixed },
        _ => new() { Steps = 8000, BatchSize = 4, LearningRate = 1e-3, WarmupSteps = 100, ClipNorm = 5, AverageDecay = 0.995, PreviewSteps = 500, Precision = TrainingPrecision.Mixed },
    };

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ValidationException">An option is out of range; the message names it.</exception>
    public void Validate()
    {
        Questions.Validate();
        Telling.Validate();
        try
        {
            Lora?.Validate();
        }
        catch (ArgumentException fault)
        {
            throw new ValidationException(fault.Message, fault);
        }
        Check(PlanWeight is >= 0 and < 1000, nameof(PlanWeight), "a number from 0 to 1000");
        Check(TellingShare is >= 0 and <= 1, nameof(TellingShare), "a share, 0 to 1");
        Check(ProbeWeight is >= 0 and < 1000, nameof(ProbeWeight), "a number from 0 to 1000");
        Check(CodeWeight is >= 0 and < 1000, nameof(CodeWeight), "a number from 0 to 1000");
        Check(ProbeQuestions is >= 1 and <= 1000, nameof(ProbeQuestions), "1 to 1000");
        Check(ProbeSteps >= 0, nameof(ProbeSteps), "0 or more");
        Check(CodeSteps >= 0, nameof(CodeSteps), "0 or more");
        Check(EgoDropout is >= 0 and <= 1, nameof(EgoDropout), "a share, 0 to 1");
        Check(UnseenMotionShare is >= 0 and <= 1, nameof(UnseenMotionShare), "a share, 0 to 1");
        Check(LeastQueryShare is > 0 and <= 1, nameof(LeastQueryShare), "a share above 0, up to 1");
        Check(QueryNoise is >= 0 and < 1000, nameof(QueryNoise), "0 or more");
        Check(MirrorProbability is >= 0 and <= 1, nameof(MirrorProbability), "a share, 0 to 1");
        Check(LanguageShare is >= 0 and <= 1, nameof(LanguageShare), "a share, 0 to 1");
        Check(ValidationFrames >= 1, nameof(ValidationFrames), "1 or more");
    }

    private static void Check(bool holds, string name, string expected)
    {
        if (!holds)
        {
            throw new ValidationException($"{name} of the stage alignment must be {expected}.");
        }
    }
}
