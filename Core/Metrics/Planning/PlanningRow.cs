namespace VoxPilot.Core.Metrics.Planning;

/// <summary>One figure of a planning convention: what a report shows in a row.</summary>
/// <param name="Id">Identifier: planning.l2.omnidrive.3s.</param>
/// <param name="Title">What it is: L2 at 3 s.</param>
/// <param name="Unit">m, %, m/s² or m/s³.</param>
/// <param name="Convention">By whose rules, with what makes them differ.</param>
/// <param name="Population">Over which key frames.</param>
/// <param name="Measure">The figure by scene.</param>
/// <param name="HigherIsBetter">Whether more is better; null where neither is.</param>
public sealed record PlanningRow(string Id, string Title, string Unit, string Convention, string Population, ISceneMeasure Measure, bool? HigherIsBetter = false);
