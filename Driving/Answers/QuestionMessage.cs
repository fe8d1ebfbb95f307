namespace VoxPilot.Driving;

/// <summary>One turn of a conversation.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">Plain text.</param>
public sealed record QuestionMessage(QuestionRole Role, string Content);
