namespace VoxPilot.Api.Contracts;

/// <summary>One turn of a conversation.</summary>
internal sealed record MessageBody
{
    /// <summary><c>system</c>, <c>user</c> or <c>assistant</c>.</summary>
    /// <example>user</example>
    public string? Role { get; init; }

    /// <summary>Plain text.</summary>
    /// <example>What is around the car?</example>
    public string? Content { get; init; }
}
