using VoxPilot.Core;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Imaging;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>What was predicted of a key frame; what was not predicted is null.</summary>
internal sealed record KeyframePrediction
{
    /// <summary>Occupancy now.</summary>
    public OccupancyGrid? Now { get; init; }

    /// <summary>Occupancy at 1, 2 and 3 s along the predictor's own motion (self-ego), each in the ego frame of that instant.</summary>
    public IReadOnlyList<OccupancyGrid>? Ahead { get; init; }

    /// <summary>The same along the true motion (oracle-ego).</summary>
    public IReadOnlyList<OccupancyGrid>? AheadAlongTruth { get; init; }

    /// <summary>The plan.</summary>
    public Trajectory? Plan { get; init; }

    /// <summary>The anchors with their scores.</summary>
    public IReadOnlyList<PlanAnchor>? Anchors { get; init; }

    /// <summary>Boxes in the map frame.</summary>
    public DetectionBox[]? Boxes { get; init; }

    /// <summary>Rendered images by camera.</summary>
    public IReadOnlyDictionary<string, RgbImage>? Images { get; init; }

    /// <summary>Rendered depth by camera, metres along the optical axis, rows from the top.</summary>
    public IReadOnlyDictionary<string, float[]>? Depth { get; init; }

    /// <summary>An answer to each of the key frame's questions.</summary>
    public IReadOnlyList<string>? Answers { get; init; }

    /// <summary>The same language model's answers without any scene token.</summary>
    public IReadOnlyList<string>? BlindAnswers { get; init; }
}
