namespace VoxPilot.Llm;

/// <summary>A question with the answer that is to be learnt, as token ids.</summary>
/// <param name="Tokens">Question, answer and end token.</param>
/// <param name="Asked">How many of them are the question: these are read, the others learnt.</param>
/// <param name="Weight">How much each of its tokens counts.</param>
/// <param name="Blind">True: it follows on the system sentence alone, as asked by someone who shows nothing.</param>
public sealed record TrainedTurn(int[] Tokens, int Asked, double Weight = 1, bool Blind = false);
