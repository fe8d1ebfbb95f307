namespace VoxPilot.Driving;

/// <summary>The next piece of text. All pieces together are the answer, to the byte.</summary>
/// <param name="Index">Counts from 0.</param>
/// <param name="Text">Complete UTF-8, never empty.</param>
public sealed record AnswerToken(int Index, string Text) : AnswerEvent;
