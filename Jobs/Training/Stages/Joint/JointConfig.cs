using System.ComponentModel.DataAnnotations;
using VoxPilot.Llm;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>What the stage <c>joint</c> teaches and how much each part counts (spec/sparseoccvla.md §9.2). Data; the loop's own options are in <see cref="TrainingConfig"/>.</summary>
public sealed record JointConfig
{
    /// <summary>The LoRA beside the language model; null: the language model itself learns. A LoRA of low rank over a small frozen base aligns little.</summary>
    public LoraConfig? Lora { get; init; }

    /// <summary>Questions of a key frame.</summary>
    public QuestionMix Questions { get; init; } = new();

    /// <summary>The loss of what is there now, on every layer.</summary>
    public OccupancyLossConfig Loss { get; init; } = OccupancyLossConfig.Nano();

    /// <summary>Planner, forecast, what is withheld: as the stage <c>planning</c> has it; its further key frames and variations of queries play no part.</summary>
    public PlanningConfig Planning { get; init; } = new();

    /// <summary>Weight of the occupancy of now.</summary>
    public double OccupancyWeight { get; init; } = 1;

    /// <summary>Weight of the forecast.</summary>
    public double ForecastWeight { get; init; } = 1;

    /// <summary>Weight of the answers.</summary>
    public double TextWeight { get; init; } = 1;

    /// <summary>Weight of anchor scores and trajectories.</summary>
    public double PlanWeight { get; init; } = 1;

    /// <summary>Share of the learning rate of the backbone.</summary>
    public double BackboneShare { get; init; } = 0.1;

    /// <summary>Share of the learning rate of the occupancy encoder and of the neck.</summary>
    public double EncoderShare { get; init; } = 0.2;

    /// <summary>Share of the learning rate of planner and forecaster.</summary>
    public double HeadShare { get; init; } = 0.5;

    /// <summary>Validation key frames, evenly spread, whose closed questions a preview asks.</summary>
    public int ValidationFrames { get; init; } = 64;

    /// <summary>Validation key frames on which score thresholds are set at the end.</summary>
    public int ThresholdFrames { get; init; } = 160;

    /// <summary>What suits a size.</summary>
    public static JointConfig For(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Paper => new()
        {
            Lora = LoraConfig.Paper(), Loss = OccupancyLossConfig.SparseWorld(), Planning = PlanningConfig.For(preset), Questions = AlignmentConfig.For(preset).Questions,
        },
        _ => new(),
    };

    /// <summary>How the loop trains it at a size (§9.1: twelve epochs at 16).</summary>
    public static TrainingConfig Training(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Paper => new() { Steps = 21_000, BatchSize = 16, LearningRate = 1e-4, ClipNorm = 35, Precision = TrainingPrecision.Mixed },
        TrainingPreset.Mini => new() { Steps = 50, BatchSize = 2, LearningRate = 2e-4, WarmupSteps = 10, ClipNorm = 5, AverageDecay = 0.98, PreviewSteps = 25 },
        _ => new() { Steps = 2000, BatchSize = 2, Accumulation = 2, LearningRate = 2e-4, WarmupSteps = 100, ClipNorm = 5, AverageDecay = 0.998, PreviewSteps = 250 },
    };

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ValidationException">An option is out of range; the message names it.</exception>
    public void Validate()
    {
        Questions.Validate();
        Planning.Validate();
        double[] weights = [OccupancyWeight, ForecastWeight, TextWeight, PlanWeight], shares = [BackboneShare, EncoderShare, HeadShare];
        if (!weights.All(w => w is >= 0 and < 1000) || !shares.All(s => s is >= 0 and <= 1) || ValidationFrames < 1 || ThresholdFrames < 1)
        {
            throw new ValidationException("The stage joint needs weights from 0 to 1000, shares of the learning rate from 0 to 1, and validation_frames and threshold_frames of 1 or more.");
        }
    }
}
