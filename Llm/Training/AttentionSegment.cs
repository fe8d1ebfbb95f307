namespace VoxPilot.Llm;

/// <summary>A stretch of a sequence in <see cref="AttentionPlan.Tree"/>.</summary>
/// <param name="Length">Its tokens.</param>
/// <param name="Parent">The segment that it follows on, by its index; −1: none, it begins a sequence.</param>
/// <param name="Bidirectional">Whether its tokens also look forward, within it.</param>
/// <param name="Gap">Places that are left out before its first.</param>
public readonly record struct AttentionSegment(int Length, int Parent = -1, bool Bidirectional = false, int Gap = 0);
