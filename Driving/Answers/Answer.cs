namespace VoxPilot.Driving;

/// <summary>An answer about a scene.</summary>
public sealed record Answer
{
    /// <summary>The text, exactly as generated.</summary>
    public required string Text { get; init; }

    /// <summary>Why it ended.</summary>
    public required AnswerFinish Finish { get; init; }

    /// <summary>Tokens that it took.</summary>
    public required AnswerUsage Usage { get; init; }

    /// <summary>Seed that it was drawn with.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Name of the adapter that it was made with; null: none.</summary>
    public string? Adapter { get; init; }

    /// <summary>The pack that answered.</summary>
    public required PackInfo Pack { get; init; }

    /// <summary>Time by stage.</summary>
    public required StageTimings Timings { get; init; }
}
