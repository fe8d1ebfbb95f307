using VoxPilot.Planning;

namespace VoxPilot.Driving;

/// <summary>Draws and what was selected of each.</summary>
/// <param name="Drafts">The draws.</param>
/// <param name="Selections">What the safety envelope left of each.</param>
/// <param name="Seed">Seed of the first draw.</param>
internal sealed record PlanOutcome(IReadOnlyList<PlanDraft> Drafts, IReadOnlyList<PlanSelection> Selections, ulong Seed);
