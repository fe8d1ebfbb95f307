namespace VoxPilot.Core;

/// <summary>A typical trajectory of one command; the planner scores and refines it (spec/sparseoccvla.md §8.1).</summary>
public sealed record Anchor(Command Command, Trajectory Trajectory);
