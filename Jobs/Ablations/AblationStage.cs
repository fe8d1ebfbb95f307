namespace VoxPilot.Jobs.Ablations;

/// <summary>A stage of the base's training.</summary>
/// <param name="Name">Name of the stage.</param>
/// <param name="Steps">Steps of its optimiser.</param>
public sealed record AblationStage(string Name, int Steps)
{
    /// <summary>Samples of a batch; null: the preset's.</summary>
    public int? Batch { get; init; }

    /// <summary>What of its config is set otherwise than by the preset, for the base and all rows: <c>path=value</c> (<see cref="Training.StageSettings"/>).</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
