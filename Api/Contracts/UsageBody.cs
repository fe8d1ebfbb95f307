namespace VoxPilot.Api.Contracts;

/// <summary>Tokens that an answer took.</summary>
internal sealed record UsageBody
{
    /// <summary>All tokens before the answer.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Of these, occupancy and global tokens.</summary>
    public required int SceneTokens { get; init; }

    /// <summary>Of these, tokens that had been computed for the scene before.</summary>
    public required int CachedTokens { get; init; }

    /// <summary>Tokens of the answer.</summary>
    public required int CompletionTokens { get; init; }
}
