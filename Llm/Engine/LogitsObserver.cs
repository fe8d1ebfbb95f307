namespace VoxPilot.Llm.Engine;

/// <summary>Sees the logits that each token of an answer is chosen from, on the loop's thread.</summary>
internal delegate void LogitsObserver(ReadOnlySpan<float> logits);
