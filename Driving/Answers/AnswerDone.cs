namespace VoxPilot.Driving;

/// <summary>The answer is complete.</summary>
/// <param name="Answer">All of it.</param>
public sealed record AnswerDone(Answer Answer) : AnswerEvent;
