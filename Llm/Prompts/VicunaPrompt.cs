namespace VoxPilot.Llm;

/// <summary>
/// The conversation template vicuna_v1 (spec/sparseoccvla.md §6.2): a system sentence, then <c>USER: … ASSISTANT: …&lt;/s&gt;</c>.
/// A scene's prefix is <c>&lt;s&gt;system USER:</c> and the occupancy tokens T_o; all that depends on the question follows in the suffix.
/// Nothing that a user wrote is parsed for special tokens.
/// </summary>
public sealed class VicunaPrompt
{
    /// <summary>The template's system sentence.</summary>
    public const string DefaultSystem =
        "A chat between a curious user and an artificial intelligence assistant. " +
        "The assistant gives helpful, detailed, and polite answers to the user's questions.";

    /// <summary>What the planning prompt says (paraphrase of the paper's figure 1).</summary>
    public const string DefaultPlanningRequest =
        "Score the candidate trajectories of the ego vehicle, given what you observe and your reasoning about the scene.";

    private readonly TokensPart _begin;
    private readonly TokensPart _end;
    private readonly string _system;
    private readonly string _planningRequest;

    /// <summary>A template over the vocabulary's begin and end tokens.</summary>
    public VicunaPrompt(int beginToken, int endToken, string system = DefaultSystem, string planningRequest = DefaultPlanningRequest)
    {
        _begin = new TokensPart([beginToken]);
        _end = new TokensPart([endToken]);
        _system = system;
        _planningRequest = planningRequest;
    }

    /// <summary>A template for the given runtime's vocabulary.</summary>
    public VicunaPrompt(LanguageRuntimeInfo info) : this(info.BeginToken, info.EndToken)
    {
    }

    /// <summary>The scene's prefix: <c>&lt;s&gt;system USER:</c>, then the occupancy tokens.</summary>
    /// <param name="occupancy">T_o, or null for a conversation about nothing that was seen.</param>
    public IReadOnlyList<PromptPart> Prefix(EmbeddingPart? occupancy) =>
        [_begin, new TextPart(_system + " USER: "), .. occupancy is null ? Array.Empty<PromptPart>() : [occupancy]];

    /// <summary>
    /// The suffix of a question: the global tokens T_g, <c>\nYou are driving in {location}. {question} ASSISTANT:</c>.
    /// With earlier turns, T_g and the first question stand before them, as in a conversation that has gone on.
    /// </summary>
    /// <param name="global">T_g, or null to leave them out.</param>
    /// <param name="question">The question to answer now.</param>
    /// <param name="location">Where the scene was taken, or null.</param>
    /// <param name="history">Earlier turns about the same scene, oldest first.</param>
    public IReadOnlyList<PromptPart> Question(EmbeddingPart? global, string question, string? location = null, IReadOnlyList<ChatTurn>? history = null)
    {
        var parts = new List<PromptPart>();
        if (global is not null)
        {
            parts.Add(global);
        }

        var lead = location is null ? "\n" : $"\nYou are driving in {location}. ";
        foreach (var turn in history ?? [])
        {
            parts.Add(new TextPart($"{lead}{turn.Question} ASSISTANT: {turn.Answer}"));
            parts.Add(_end);
            lead = "USER: ";
        }

        parts.Add(new TextPart($"{lead}{question} ASSISTANT:"));
        return parts;
    }

    /// <summary>
    /// The suffix of a plan: the request as text, the learned <c>&lt;plan&gt;</c> embedding whose hidden state guides the planner (§6.3),
    /// then T_g, which so can read the prompt (§5.2).
    /// </summary>
    public IReadOnlyList<PromptPart> Plan(EmbeddingPart plan, EmbeddingPart global, string? location = null) =>
        [PlanRequest(location), plan with { KeepHidden = true }, global with { KeepHidden = true }];

    /// <summary>The text of <see cref="Plan"/>.</summary>
    public TextPart PlanRequest(string? location = null) =>
        new($"\n{(location is null ? "" : $"You are driving in {location}. ")}{_planningRequest} ASSISTANT:");

    /// <summary>What is learnt to follow a question: the answer as a text of its own, which the vocabulary begins with a space, and the end token.</summary>
    public IReadOnlyList<PromptPart> Answer(string answer) => [new TextPart(answer), _end];
}
