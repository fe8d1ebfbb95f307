using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.World.Generation;

/// <summary>All that the tables hold of one scene. Kept until the data set is whole, so that a stopped run can go on.</summary>
internal sealed record SceneRows
{
    public required SceneRow Scene { get; init; }

    public required LogRow Log { get; init; }

    public required IReadOnlyList<SampleRow> Samples { get; init; }

    public required IReadOnlyList<SampleDataRow> Data { get; init; }

    public required IReadOnlyList<EgoPoseRow> Poses { get; init; }

    public required IReadOnlyList<CalibratedSensorRow> Sensors { get; init; }

    public required IReadOnlyList<InstanceRow> Instances { get; init; }

    public required IReadOnlyList<SampleAnnotationRow> Annotations { get; init; }

    /// <summary>The route's command at each key frame, in order.</summary>
    public required IReadOnlyList<Core.Command> Commands { get; init; }

    /// <summary>Drives that were simulated for this scene.</summary>
    public required int Attempts { get; init; }

    /// <summary>Drives that were rejected.</summary>
    public required int Rejected { get; init; }
}
