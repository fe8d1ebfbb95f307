namespace VoxPilot.Jobs.Evidence;

/// <summary>What a row came to with one seed; written as soon as it is known.</summary>
/// <param name="Row">Name of the row.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Figures">By the report's measure.</param>
/// <param name="Fault">Why there are none; null where there are.</param>
public sealed record EvidenceResult(string Row, ulong Seed, IReadOnlyDictionary<string, double> Figures, string? Fault = null);
