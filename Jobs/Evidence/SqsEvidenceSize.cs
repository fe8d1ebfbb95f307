using System.Globalization;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Evidence;

/// <summary>How large the models of <see cref="SqsEvidence"/> are, and how long they learn.</summary>
internal sealed record SqsEvidenceSize
{
    /// <summary>Architecture of the networks.</summary>
    public required DrivingModelConfig Architecture { get; init; }

    /// <summary>Gaussians.</summary>
    public required int Gaussians { get; init; }

    /// <summary>Steps of pre-training.</summary>
    public required int PretrainingSteps { get; init; }

    /// <summary>Steps of fine-tuning for occupancy.</summary>
    public required int FinetuningSteps { get; init; }

    /// <summary>Steps of the stages of the language model and of planning, one after the other: llm.pretrain, alignment, planning.</summary>
    public required (int Speaking, int Aligning, int Planning) Later { get; init; }

    /// <summary>Samples of a batch of either.</summary>
    public int Batch { get; init; } = 4;

    /// <summary>Share of the labels of the tables that compare parts; the paper has a quarter.</summary>
    public double PartsShare { get; init; } = 0.25;

    /// <summary>By preset.</summary>
    public static SqsEvidenceSize Of(EvidencePreset preset) => preset switch
    {
        EvidencePreset.Nano => new()
        {
            Architecture = DrivingModelConfig.Nano(), Gaussians = GaussianDecoderConfig.Nano().Gaussians, PretrainingSteps = 4000, FinetuningSteps = 3000, Later = (400, 1500, 500),
        },
        EvidencePreset.Micro => new() { Architecture = Micro(), Gaussians = 600, PretrainingSteps = 1200, FinetuningSteps = 700, Later = (200, 400, 200) },
        _ => new() { Architecture = Micro(), Gaussians = 60, PretrainingSteps = 3, FinetuningSteps = 3, Later = (3, 3, 3), Batch = 2 },
    };

    /// <summary>A run of pre-training.</summary>
    public EvidenceRun Pretraining(string name, params string[] settings) => new(name, SqsStage.StageName, PretrainingSteps)
    {
        Batch = Batch,
        Settings = [string.Create(CultureInfo.InvariantCulture, $"decoder.gaussians={Gaussians}"), "backbone_share=1", .. settings],
    };

    /// <summary>A run of occupancy. Images are looked at by a backbone that no other images have taught, so it learns at the full rate, whatever it starts from.</summary>
    public EvidenceRun Finetuning(string name, params string[] settings) => new(name, OccupancyStage.StageName, FinetuningSteps)
    {
        Batch = Batch,
        Settings = ["backbone_share=1", "clustered_frames=64", "threshold_frames=32", .. settings],
    };

    /// <summary>A run of llm.pretrain.</summary>
    public EvidenceRun Speaking(string name) => new(name, PretrainStage.StageName, Later.Speaking) { Settings = ["questions.tokens=192"] };

    /// <summary>A run of alignment.</summary>
    public EvidenceRun Aligning(string name) => new(name, AlignmentStage.StageName, Later.Aligning)
    {
        Settings = [string.Create(CultureInfo.InvariantCulture, $"probe_steps={Later.Aligning / 4}"), string.Create(CultureInfo.InvariantCulture, $"code_steps={Later.Aligning / 4}")],
    };

    /// <summary>A run of planning.</summary>
    public EvidenceRun Planning(string name) => new(name, PlanningStage.StageName, Later.Planning) { Settings = ["planner_samples=56", "planned_frames=16", "forecast_frames=2"] };

    private static DrivingModelConfig Micro()
    {
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        return nano with
        {
            Perception = nano.Perception with
            {
                Image = nano.Perception.Image with { Width = 128, Height = 48 },
                Encoder = nano.Perception.Encoder with { Queries = 96, Points = [2, 16, 64] },
                Forecaster = nano.Perception.Forecaster with { Blocks = 1, SourcePoints = 64, Points = 64 },
            },
            Connector = nano.Connector with { Points = 64 },
            Language = nano.Language with { Layers = 2 },
        };
    }
}
