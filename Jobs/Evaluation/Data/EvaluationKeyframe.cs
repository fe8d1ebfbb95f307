using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>A key frame with everything that its predictions are compared with.</summary>
internal sealed record EvaluationKeyframe
{
    /// <summary>Position in the data set.</summary>
    public required int Index { get; init; }

    /// <summary>Position of its scene among those that are measured.</summary>
    public required int Scene { get; init; }

    /// <summary>Key frames of its scene in the data set.</summary>
    public required int SceneLength { get; init; }

    /// <summary>The key frame and its truth.</summary>
    public required Keyframe Keyframe { get; init; }

    /// <summary>The frame as the model gets it: degraded, where that is asked for.</summary>
    public required Frame Frame { get; init; }

    /// <summary>Occupancy at 1, 2 and 3 s, each in its own ego frame; null where the scene ends before, or the data set has none.</summary>
    public IReadOnlyList<Occ3DLabels?> Ahead { get; init; } = [null, null, null];

    /// <summary>Where RayIoU's rays start; empty where occupancy is not measured.</summary>
    public IReadOnlyList<Vector3D> LidarOrigins { get; init; } = [];

    /// <summary>Where the car is at 1, 2 and 3 s; null where fewer than three seconds are recorded.</summary>
    public IReadOnlyList<FutureMotion>? Motion { get; init; }

    /// <summary>The questions that are asked.</summary>
    public IReadOnlyList<QuestionAnswer> Questions { get; init; } = [];
}
