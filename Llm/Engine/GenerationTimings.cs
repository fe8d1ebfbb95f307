namespace VoxPilot.Llm;

/// <summary>Where the time of a request went, in milliseconds.</summary>
/// <param name="Queue">Waiting for its turn.</param>
/// <param name="Prefill">From there to the first logits.</param>
/// <param name="Decode">From there to the end.</param>
public sealed record GenerationTimings(double Queue, double Prefill, double Decode);
