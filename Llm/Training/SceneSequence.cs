namespace VoxPilot.Llm;

/// <summary>
/// All that is said about one scene as one sequence, a tree of segments (<see cref="AttentionPlan.Tree"/>): the system sentence, the scene's tokens, the global
/// tokens; behind them each question by itself, and behind the scene the planning request with the plan token and the global tokens once more. What
/// each of them computes is what it computes served alone.
/// </summary>
public sealed record SceneSequence
{
    // Where words end: a question is twenty to sixty tokens long.
    private const int LeastGap = 20, Gaps = 40;

    /// <summary>Ids of what stands before the scene.</summary>
    public required int[] Prefix { get; init; }

    /// <summary>Occupancy tokens Q; 0 where a text stands in their place, or nothing.</summary>
    public int SceneTokens { get; init; }

    /// <summary>The text in the scene's place; null: none.</summary>
    public int[]? SceneText { get; init; }

    /// <summary>Whether the scene's tokens look at each other both ways.</summary>
    public PrefixAttention Attention { get; init; } = PrefixAttention.Bidirectional;

    /// <summary>Global tokens G; 0: none.</summary>
    public int GlobalTokens { get; init; }

    /// <summary>Questions with their answers.</summary>
    public IReadOnlyList<TrainedTurn> Turns { get; init; } = [];

    /// <summary>The planning request, which the plan token and the global tokens follow; null: none.</summary>
    public int[]? PlanRequest { get; init; }

    /// <summary>Questions that are asked by a vector in place of words (<see cref="CodedQuestions"/>); each is a branch of one place behind the global tokens. 0: none.</summary>
    public int Codes { get; init; }

    /// <summary>Places in all.</summary>
    public int Length => Segments.Sum(s => s.Length);

    /// <summary>Where the first turn starts.</summary>
    public int TurnsStart => SceneStart + SceneLength + GlobalTokens;

    /// <summary>Where the scene starts.</summary>
    public int SceneStart => Prefix.Length;

    /// <summary>Where the plan token stands; only with a planning request.</summary>
    public int PlanPlace => TurnsStart + Turns.Sum(turn => turn.Tokens.Length) + PlanRequest!.Length;

    /// <summary>Where the first code stands.</summary>
    public int CodesStart => Length - Codes;

    /// <summary>The tree.</summary>
    public IReadOnlyList<AttentionSegment> Segments
    {
        get
        {
            const int prefix = 0, scene = 1, global = 2;
            List<AttentionSegment> segments =
            [
                new(Prefix.Length),
                new(SceneLength, prefix, SceneTokens > 0 && Attention == PrefixAttention.Bidirectional),
                new(GlobalTokens, scene),
            ];
            segments.AddRange(Turns.Select(turn => new AttentionSegment(turn.Tokens.Length, turn.Blind ? prefix : global)));
            if (PlanRequest is not null)
            {
                segments.Add(new(PlanRequest.Length + 1 + GlobalTokens, scene));
            }

            segments.AddRange(Enumerable.Range(0, Codes).Select(i => new AttentionSegment(1, global, Gap: LeastGap + i % Gaps)));
            return segments;
        }
    }

    private int SceneLength => SceneText?.Length ?? SceneTokens;
}
