namespace VoxPilot.Driving;

/// <summary>What of a scene an answer may lean on.</summary>
/// <param name="WithoutScene">Neither occupancy nor global tokens.</param>
/// <param name="IgnoreEgo">Not the car's own motion.</param>
internal readonly record struct AnswerView(bool WithoutScene, bool IgnoreEgo);
