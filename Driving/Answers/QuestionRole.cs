namespace VoxPilot.Driving;

/// <summary>Who speaks in a conversation.</summary>
public enum QuestionRole
{
    /// <summary>An instruction that stands before the conversation.</summary>
    System,

    /// <summary>Who asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}
