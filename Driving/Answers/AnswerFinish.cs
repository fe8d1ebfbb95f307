namespace VoxPilot.Driving;

/// <summary>Why an answer ended.</summary>
public enum AnswerFinish
{
    /// <summary>The model ended it, or a stop text was reached.</summary>
    Stop,

    /// <summary>It reached its greatest number of tokens.</summary>
    Length,

    /// <summary>The caller went away.</summary>
    Cancelled,
}
