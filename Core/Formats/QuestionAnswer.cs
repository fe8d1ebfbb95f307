namespace VoxPilot.Core.Formats;

/// <summary>A question about a key frame and what is true.</summary>
/// <param name="Kind">What kind of question it is: <c>description</c>, <c>attention</c>, <c>action</c>, <c>counterfactual</c>, <c>position</c>, <c>lane</c>, <c>conversation</c>, <c>planning</c>, <c>keywords</c> or <c>closed</c>.</param>
/// <param name="Question">The question.</param>
/// <param name="Answer">The answer.</param>
public sealed record QuestionAnswer(string Kind, string Question, string Answer)
{
    /// <summary>Further wordings of the same true answer, for measures that compare with several references.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Of a closed question, which template made it (<c>exists</c>, <c>count</c>, <c>side</c>, <c>distance</c>, <c>what_if</c> …).</summary>
    public string? Template { get; init; }

    /// <summary>Of a counterfactual question, the path it speaks of: six points, ego frame, 0.5 s apart.</summary>
    public IReadOnlyList<(double X, double Y)>? Path { get; init; }
}
