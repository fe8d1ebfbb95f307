namespace VoxPilot.Llm;

/// <summary>Hidden states read from a suffix.</summary>
/// <param name="Hidden">States after the last norm at the places of the parts with KeepHidden, in their order, row-major (Count, Width).</param>
/// <param name="Count">Rows.</param>
/// <param name="Width">The model's width.</param>
/// <param name="LastLogits">Logits at the last place, (Vocabulary).</param>
/// <param name="Usage">Tokens; none are completed.</param>
/// <param name="Timings">Time by stage.</param>
public sealed record LanguageEvaluation(float[] Hidden, int Count, int Width, float[] LastLogits, GenerationUsage Usage, GenerationTimings Timings);
