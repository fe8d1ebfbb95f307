using VoxPilot.Llm;

namespace VoxPilot.Driving;

/// <summary>What of a scene an answer may lean on, and what looks at it.</summary>
/// <param name="WithoutScene">Neither occupancy nor global tokens.</param>
/// <param name="IgnoreEgo">Not the car's own motion.</param>
/// <param name="Adapter">Stands beside the language model; null: the language model alone.</param>
internal readonly record struct AnswerView(bool WithoutScene, bool IgnoreEgo, LanguageAdapter? Adapter = null);
