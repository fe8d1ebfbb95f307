namespace VoxPilot.Llm;

/// <summary>
/// A piece of an answer: whole characters, possibly none in the last item, which alone carries <see cref="FinishReason"/>,
/// <see cref="Usage"/> and <see cref="Timings"/>. All pieces put together are the answer, to the byte.
/// </summary>
/// <param name="Index">0, 1, 2, …</param>
/// <param name="Text">The piece.</param>
/// <param name="FinishReason">Why the answer ended; null before the last item.</param>
/// <param name="Usage">Tokens; null before the last item.</param>
/// <param name="Timings">Time by stage; null before the last item.</param>
public sealed record GeneratedText(int Index, string Text, FinishReason? FinishReason = null, GenerationUsage? Usage = null, GenerationTimings? Timings = null);
