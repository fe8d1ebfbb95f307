namespace VoxPilot.Jobs.Ablations;

/// <summary>A row with its figures.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Cells">In the columns' order; null where there is none.</param>
public sealed record AblationLine(AblationResult Result, IReadOnlyList<AblationCell?> Cells);
