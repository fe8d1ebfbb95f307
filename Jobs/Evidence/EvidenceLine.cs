namespace VoxPilot.Jobs.Evidence;

/// <summary>A row of a table with what it came to.</summary>
/// <param name="Row">The row.</param>
/// <param name="Values">For each column the values, seed by seed, as far as they are known.</param>
/// <param name="Differences">For each column by how much it differs from the row that it is compared with; null where it is with none.</param>
/// <param name="Faults">Why seeds have no values.</param>
public sealed record EvidenceLine(EvidenceRow Row, IReadOnlyList<IReadOnlyList<double>> Values, IReadOnlyList<EvidenceDifference?> Differences, IReadOnlyList<string> Faults);
