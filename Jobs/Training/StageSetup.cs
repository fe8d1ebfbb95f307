using System.Text.Json.Nodes;
using VoxPilot.Core.Datasets;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Training;

/// <summary>What every stage is started with.</summary>
public sealed record StageSetup
{
    /// <summary>Key frames to learn from.</summary>
    public required IDriveDataset Data { get; init; }

    /// <summary>Key frames of other towns, for previews and for what is set on validation (score thresholds); null: none.</summary>
    public IDriveDataset? Validation { get; init; }

    /// <summary>The pack whose architecture and weights the stage starts from.</summary>
    public required ModelPack From { get; init; }

    /// <summary>Size and schedule.</summary>
    public required TrainingPreset Preset { get; init; }

    /// <summary>How the stage learns.</summary>
    public required TrainingConfig Training { get; init; }

    /// <summary>What of the stage's config is set otherwise than by the preset.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Settings { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>Folder of a teacher of image features, for stages that take one; null: none.</summary>
    public string? Teacher { get; init; }

    /// <summary>The pack whose Gaussians occupancy queries are to look at; null: the one that the stage starts from.</summary>
    public ModelPack? PlugIn { get; init; }

    /// <summary>A file of questions and answers, for the stage that takes one; null: none.</summary>
    public string? Questions { get; init; }

    /// <summary>False: samples come as at test time, whatever the stage's augmentation.</summary>
    public bool Augmented { get; init; } = true;

    /// <summary>Where the networks run: cpu, cuda, cuda:N.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Hears how many key frames of how many are prepared, where a stage looks at all of them before it begins.</summary>
    public Action<int, int>? Preparing { get; init; }

    /// <summary>Gives that up; what is prepared is kept.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The command line that started the run, for provenance.</summary>
    public string Command { get; init; } = "";
}
