namespace VoxPilot.Api.Contracts;

/// <summary>An answer about a scene.</summary>
internal sealed record AnswerBody : ModelAnswer
{
    /// <summary>The text, exactly as generated; the texts of all <c>token</c> events put together.</summary>
    public required string Answer { get; init; }

    /// <summary>Why it ended: <c>stop</c>, <c>length</c> or <c>cancelled</c>.</summary>
    /// <example>stop</example>
    public required string FinishReason { get; init; }

    /// <summary>Name of the adapter that it was made with; absent where there was none.</summary>
    /// <example>night</example>
    public string? Adapter { get; init; }

    /// <summary>Tokens that it took.</summary>
    public required UsageBody Usage { get; init; }
}
