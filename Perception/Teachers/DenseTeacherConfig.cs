namespace VoxPilot.Perception;

/// <summary>Architecture of a <see cref="DenseTeacher"/>, as data, and how it was made.</summary>
public sealed record DenseTeacherConfig
{
    /// <summary>Residual network.</summary>
    public required BackboneConfig Backbone { get; init; }

    /// <summary>Feature pyramid.</summary>
    public required NeckConfig Neck { get; init; }

    /// <summary>What follows.</summary>
    public required DenseHeadConfig Head { get; init; }

    /// <summary>How it was trained, one line per stage.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>Data that it was trained on.</summary>
    public IReadOnlyList<string> Datasets { get; init; } = [];
}
