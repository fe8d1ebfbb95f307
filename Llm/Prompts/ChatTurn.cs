namespace VoxPilot.Llm;

/// <summary>An earlier question and its answer.</summary>
/// <param name="Question">What the user said.</param>
/// <param name="Answer">What the assistant answered.</param>
public sealed record ChatTurn(string Question, string Answer);
