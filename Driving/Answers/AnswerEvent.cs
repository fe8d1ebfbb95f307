namespace VoxPilot.Driving;

/// <summary>Something that happens while a question is answered: <see cref="AnswerToken"/> or <see cref="AnswerDone"/>.</summary>
public abstract record AnswerEvent;
