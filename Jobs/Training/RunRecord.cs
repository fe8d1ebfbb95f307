using System.Text.Json.Nodes;

namespace VoxPilot.Jobs.Training;

/// <summary>A run's config.json: all that is needed to go on with it.</summary>
public sealed record RunRecord
{
    /// <summary>Name of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Size and schedule.</summary>
    public required TrainingPreset Preset { get; init; }

    /// <summary>The command that began it.</summary>
    public required string Command { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Folders of the data sets.</summary>
    public required IReadOnlyList<string> Data { get; init; }

    /// <summary>Folder of the validation set; null: the val scenes of the data sets that have them.</summary>
    public string? Validation { get; init; }

    /// <summary>At most this many key frames, spread evenly over the data set; null: all.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether samples are varied.</summary>
    public required bool Augmented { get; init; }

    /// <summary>Folder of the pack that the weights come from.</summary>
    public required string From { get; init; }

    /// <summary>Folder of the teacher; null: none.</summary>
    public string? Teacher { get; init; }

    /// <summary>Folder of the pack whose Gaussians queries look at; null: that of <see cref="From"/>.</summary>
    public string? PlugIn { get; init; }

    /// <summary>File of questions and answers, for the stage that takes one; null: none.</summary>
    public string? Questions { get; init; }

    /// <summary>Where the networks run.</summary>
    public required string Device { get; init; }

    /// <summary>What of the stage's config is set otherwise than by the preset (<see cref="StageSettings"/>).</summary>
    public IReadOnlyDictionary<string, JsonNode?> Settings { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>How the stage learns.</summary>
    public required TrainingConfig Training { get; init; }
}
