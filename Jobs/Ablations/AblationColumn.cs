namespace VoxPilot.Jobs.Ablations;

/// <summary>A column.</summary>
/// <param name="Id">The report's measure.</param>
/// <param name="Title">Heading.</param>
/// <param name="Unit">%, m, or empty.</param>
/// <param name="HigherIsBetter">Whether more is better; null where the base has no such figure.</param>
public sealed record AblationColumn(string Id, string Title, string Unit, bool? HigherIsBetter);
