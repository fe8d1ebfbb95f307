using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>sample_annotation.json</c>: a box around a thing in a key frame, map frame.</summary>
public sealed record SampleAnnotationRow
{
    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>The key frame.</summary>
    public required Token SampleToken { get; init; }

    /// <summary>The thing.</summary>
    public required Token InstanceToken { get; init; }

    /// <summary>Token of the visibility level: 1 to 4; empty where unknown.</summary>
    public required string VisibilityToken { get; init; }

    /// <summary>What it is doing; none or one.</summary>
    public required IReadOnlyList<Token> AttributeTokens { get; init; }

    /// <summary>Middle of the box, metres.</summary>
    public required Vector3D Translation { get; init; }

    /// <summary>Width, length, height (nuScenes' order), metres.</summary>
    public required Vector3D Size { get; init; }

    /// <summary>Box frame (x along the length) to map frame.</summary>
    public required Rotation Rotation { get; init; }

    /// <summary>The same thing's annotation before.</summary>
    public required Token Prev { get; init; }

    /// <summary>The same thing's annotation after.</summary>
    public required Token Next { get; init; }

    /// <summary>LiDAR points inside.</summary>
    public required int NumLidarPts { get; init; }

    /// <summary>Radar points inside.</summary>
    public required int NumRadarPts { get; init; }
}
