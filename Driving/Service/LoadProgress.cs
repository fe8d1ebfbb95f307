namespace VoxPilot.Driving;

/// <summary>How far the loading of a pack is.</summary>
/// <param name="Ready">True once requests are answered.</param>
/// <param name="Stage">What is being done: <c>pack</c>, <c>perception</c>, <c>planner</c>, <c>language</c>, <c>warm-up</c>, <c>ready</c> or <c>failed</c>.</param>
/// <param name="Fraction">0 … 1 over all stages.</param>
/// <param name="Failure">Why loading failed; null otherwise.</param>
public sealed record LoadProgress(bool Ready, string Stage, double Fraction, string? Failure = null);
