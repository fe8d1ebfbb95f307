namespace VoxPilot.Api.Problems;

/// <summary>Ends a request with a problem document. The message is its detail: one sentence that says what to change.</summary>
internal sealed class ProblemException : Exception
{
    /// <summary>A problem with one sentence of detail.</summary>
    public ProblemException(ProblemType type, string detail) : base(detail) => Type = type;

    /// <summary>A problem of one field; its detail stands under that field in <c>errors</c> too.</summary>
    public ProblemException(ProblemType type, string field, string detail) : base(detail)
    {
        Type = type;
        Errors = new Dictionary<string, string[]> { [field] = [detail] };
    }

    /// <summary>What kind of problem it is.</summary>
    public ProblemType Type { get; }

    /// <summary>Messages by field, where fields are at fault.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>When to ask again, where that may help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
