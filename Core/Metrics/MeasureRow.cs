namespace VoxPilot.Core.Metrics;

/// <summary>A figure with its name and its rules: what a report shows in a row.</summary>
/// <param name="Id">Identifier, the same in all reports: <c>questions.closed.exact</c>.</param>
/// <param name="Title">What it is, as the field calls it.</param>
/// <param name="Group">Figures that belong together have the same.</param>
/// <param name="Unit">%, m, dB or empty for a ratio.</param>
/// <param name="Convention">By whose rules, with what makes them differ.</param>
/// <param name="Measure">The figure by scene, in <paramref name="Unit"/>.</param>
/// <param name="HigherIsBetter">Whether more is better; null where neither is.</param>
public sealed record MeasureRow(string Id, string Title, string Group, string Unit, string Convention, ISceneMeasure Measure, bool? HigherIsBetter);
