using VoxPilot.Llm;
using VoxPilot.Perception;
using VoxPilot.Planning;

namespace VoxPilot.Driving;

/// <summary>Architecture of the whole model, as data. It is part of pack.json.</summary>
public sealed record DrivingModelConfig
{
    private const int LeastAnchors = 2 * AnchorSet.Commands;

    /// <summary>Image encoder, occupancy encoder and forecaster.</summary>
    public required PerceptionConfig Perception { get; init; }

    /// <summary>From queries to tokens of the language model.</summary>
    public required ConnectorConfig Connector { get; init; }

    /// <summary>The language model.</summary>
    public required LanguageConfig Language { get; init; }

    /// <summary>Anchor scorer and diffusion decoder.</summary>
    public required PlannerConfig Planner { get; init; }

    /// <summary>Rules by which points of now become voxels, with the score that each class needs.</summary>
    public PointVoxelizerConfig Voxels { get; init; } = PointVoxelizerConfig.SparseWorld();

    /// <summary>The same for points of the forecaster, whose heads have scores of their own.</summary>
    public PointVoxelizerConfig ForecastVoxels { get; init; } = PointVoxelizerConfig.SparseWorld();

    /// <summary>What a trajectory may do, and what counts as an obstacle in this model's eyes.</summary>
    public SafetyLimits Safety { get; init; } = new();

    /// <summary>How the scene's tokens attend to each other in the language model.</summary>
    public PrefixAttention Attention { get; init; } = PrefixAttention.Bidirectional;

    /// <summary>Where planner and forecaster get the language model's states from.</summary>
    public ReasoningSource Reasoning { get; init; } = ReasoningSource.LanguageModel;

    /// <summary>The size that two cores can train and drive with.</summary>
    public static DrivingModelConfig Nano() => new()
    {
        Perception = PerceptionConfig.Nano(),
        Connector = ConnectorConfig.Nano(),
        Language = LanguageConfig.Nano(),
        Planner = PlannerConfig.Nano(),
    };

    /// <summary>The published size (spec/sparseoccvla.md §19).</summary>
    public static DrivingModelConfig Paper() => new()
    {
        Perception = PerceptionConfig.Paper(),
        Connector = ConnectorConfig.Paper(),
        Language = LanguageConfig.Vicuna7B(),
        Planner = PlannerConfig.Paper(),
    };

    /// <summary>Refuses parts whose widths do not fit each other, and choices that cannot be made.</summary>
    /// <exception cref="PackException">Two parts disagree, or a part is none.</exception>
    public void Validate()
    {
        Same("perception.forecaster.language_width", Perception.Forecaster.LanguageWidth, "language.width", Language.Width);
        Same("perception.forecaster.width", Perception.Forecaster.Width, "perception.encoder.width", Perception.Encoder.Width);
        Same("perception.neck.width", Perception.Neck.Width, "perception.encoder.width", Perception.Encoder.Width);
        Same("perception.forecaster.source_points", Perception.Forecaster.SourcePoints, "perception.encoder.points[^1]", Perception.Encoder.LastPoints);
        Same("connector.query_width", Connector.QueryWidth, "perception.encoder.width", Perception.Encoder.Width);
        Same("connector.points", Connector.Points, "perception.encoder.points[^1]", Perception.Encoder.LastPoints);
        if (Connector.Classes != 0)
        {
            Same("connector.classes", Connector.Classes, "perception.encoder.classes", Perception.Encoder.Classes);
        }
        Same("connector.language_width", Connector.LanguageWidth, "language.width", Language.Width);
        Same("planner.language_width", Planner.LanguageWidth, "language.width", Language.Width);
        Same("planner.scene_width", Planner.SceneWidth, "perception.encoder.width", Perception.Encoder.Width);
        Choice(Planner.Anchors >= LeastAnchors && Planner.Anchors % AnchorSet.Commands == 0, "planner.anchors", Planner.Anchors, $"as many for each of {AnchorSet.Commands} commands, {LeastAnchors} at least: one that stands and one that moves");
        Choice(DenoisingSchedule.Divides(Planner.Steps), "planner.steps", Planner.Steps, "1, 2, 4, 5, 10 or 20");
        Choice(Perception.Encoder.Queries >= 1, "perception.encoder.queries", Perception.Encoder.Queries, "1 or more");
    }

    private static void Choice(bool holds, string name, int value, string expected)
    {
        if (!holds)
        {
            throw new PackException(PackManifest.FileName, $"config.{name} is {value}; it must be {expected}.");
        }
    }

    private static void Same(string a, int left, string b, int right)
    {
        if (left != right)
        {
            throw new PackException(PackManifest.FileName, $"config.{a} is {left} and config.{b} is {right}; they must be the same.");
        }
    }
}
