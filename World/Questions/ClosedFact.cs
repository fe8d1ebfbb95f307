namespace VoxPilot.World.Questions;

/// <summary>What could be asked at a key frame with one exact answer.</summary>
/// <param name="Template">Kind of the question.</param>
/// <param name="Key">What a reader who sees nothing knows of the question: facts of the same key are the same question.</param>
/// <param name="Question">Pattern of the question; <c>{choice}</c> stands for two answers to choose from.</param>
/// <param name="Answer">What is true.</param>
/// <param name="Missing">How many things fewer must be seen than for the answer that needs most.</param>
internal readonly record struct ClosedFact(string Template, string Key, string Question, string Answer, int Missing = 0);
