namespace VoxPilot.Perception;

/// <summary>Distillation of image features into queries or tokens (spec/sparseoccvla.md §4).</summary>
public sealed record FeatureDistillationConfig
{
    /// <summary>Channels of the student: of queries, or of tokens after the connector.</summary>
    public required int StudentWidth { get; init; }

    /// <summary>Dt: channels of the teacher.</summary>
    public required int TeacherWidth { get; init; }

    /// <summary>Whether the student's norm learns a weight and a bias; the teacher's never does.</summary>
    public bool StudentAffine { get; init; } = true;

    /// <summary>Whether student and teacher pass LayerNorms of their own before they are compared (spec/sparseoccvla.md §4); false: the features as they are.</summary>
    public bool Normalised { get; init; } = true;

    /// <summary>λ_dist.</summary>
    public double Weight { get; init; } = 1;
}
