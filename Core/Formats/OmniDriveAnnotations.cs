namespace VoxPilot.Core.Formats;

/// <summary>Questions and answers of a key frame in OmniDrive's groups (spec/sparseoccvla.md §2.3), and closed questions beside them.</summary>
public sealed record OmniDriveAnnotations
{
    /// <summary><c>desc/</c>: what is around the car.</summary>
    public QuestionAnswer? Description { get; init; }

    /// <summary><c>desc/</c>: what the car should do and why.</summary>
    public QuestionAnswer? Action { get; init; }

    /// <summary><c>vqa/</c>: attention, action, counterfactual, positions, lanes.</summary>
    public IReadOnlyList<QuestionAnswer> Vqa { get; init; } = [];

    /// <summary><c>conv/</c>: free conversation.</summary>
    public IReadOnlyList<QuestionAnswer> Conversation { get; init; } = [];

    /// <summary><c>keywords/</c>: the driving action in a few words.</summary>
    public string? Keywords { get; init; }

    /// <summary><c>planning/</c>: the plan as text.</summary>
    public QuestionAnswer? Planning { get; init; }

    /// <summary><c>closed/</c>: questions with one exact answer.</summary>
    public IReadOnlyList<QuestionAnswer> Closed { get; init; } = [];
}
