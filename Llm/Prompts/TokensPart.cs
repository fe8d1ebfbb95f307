namespace VoxPilot.Llm;

/// <summary>Token ids, taken as they are.</summary>
/// <param name="Tokens">Ids in [0, vocabulary).</param>
public sealed record TokensPart(int[] Tokens) : PromptPart;
