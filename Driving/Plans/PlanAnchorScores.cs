using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>The language model has scored the anchors.</summary>
/// <param name="Anchors">The anchors.</param>
/// <param name="Scores">Score 0 … 1 of each.</param>
public sealed record PlanAnchorScores(IReadOnlyList<Anchor> Anchors, IReadOnlyList<float> Scores) : PlanEvent;
