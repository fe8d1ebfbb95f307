using VoxPilot.Driving;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Ablations;

/// <summary>What all rows of an ablation have in common: the base's architecture, how it is trained, how it is measured.</summary>
public sealed record AblationPlan
{
    internal const string Dense2D = "dense2d", Occupancy = "occupancy", Planning = "planning";

    /// <summary>The base's architecture.</summary>
    public required DrivingModelConfig Architecture { get; init; }

    /// <summary>Stages of the base, in order. The language model is pre-trained before there are queries, so that rows that see differently share it.</summary>
    public required IReadOnlyList<AblationStage> Stages { get; init; }

    /// <summary>Questions of each kind that are asked at a measured key frame; null: all.</summary>
    public int? QuestionsPerKind { get; init; } = 1;

    /// <summary>Answers are this long at most, tokens.</summary>
    public int AnswerTokens { get; init; } = 96;

    /// <summary>The plan of a size.</summary>
    public static AblationPlan For(AblationPreset preset) => preset == AblationPreset.Micro ? Micro() : new()
    {
        Architecture = DrivingModelConfig.Nano(),
        Stages =
        [
            new(Dense2D, 400),
            new(PretrainStage.StageName, 400),
            new(Occupancy, 800) { Settings = ["clustered_frames=64", "threshold_frames=32"] },
            new(AlignmentStage.StageName, 800) { Settings = ["probe_steps=300", "code_steps=200"] },
            new(Planning, 250) { Settings = ["planned_frames=64", "forecast_frames=8"] },
        ],
    };

    /// <summary>The same with other numbers of steps.</summary>
    /// <param name="steps">By name of the stage.</param>
    /// <exception cref="TrainingException">There is no such stage, or a number is none of steps.</exception>
    public AblationPlan With(IReadOnlyDictionary<string, int> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        foreach ((string name, int count) in steps)
        {
            if (Stages.All(stage => stage.Name != name) || count < 1)
            {
                throw new TrainingException($"'{name}={count}' sets no steps; write STAGE=STEPS, where the stages are {string.Join(", ", Stages.Select(stage => stage.Name))} and there is a step at least.");
            }
        }
        return this with { Stages = [.. Stages.Select(stage => stage with { Steps = steps.GetValueOrDefault(stage.Name, stage.Steps) })] };
    }

    private static AblationPlan Micro()
    {
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        return new()
        {
            Architecture = nano with
            {
                Perception = nano.Perception with
                {
                    Image = nano.Perception.Image with { Width = 128, Height = 64 },
                    Encoder = nano.Perception.Encoder with { Queries = 48, Points = [1, 16] },
                    Forecaster = nano.Perception.Forecaster with { Blocks = 1, SourcePoints = 16, Points = 16 },
                },
                Connector = nano.Connector with { Points = 16 },
                Language = nano.Language with { Layers = 2 },
            },
            Stages =
            [
                new(Dense2D, 60),
                new(PretrainStage.StageName, 100) { Settings = ["questions.tokens=192"] },
                new(Occupancy, 120) { Settings = ["clustered_frames=16", "threshold_frames=8"] },
                new(AlignmentStage.StageName, 60) { Settings = ["probe_steps=20", "code_steps=10"] },
                new(Planning, 60) { Settings = ["planner_samples=56", "planned_frames=16", "forecast_frames=2"] },
            ],
            AnswerTokens = 32,
        };
    }
}
