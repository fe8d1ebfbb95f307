namespace VoxPilot.Llm;

/// <summary>The template's texts as token ids, cut by the engine that serves them: what is learnt is what is asked.</summary>
public sealed class PromptTokens
{
    private readonly ILanguageRuntime runtime;
    private readonly VicunaPrompt prompt;

    /// <summary>Over a runtime's vocabulary; no more of it is needed (<see cref="LanguageRuntimeOptions.VocabularyOnly"/>).</summary>
    public PromptTokens(ILanguageRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        this.runtime = runtime;
        prompt = new(runtime.Info);
        Prefix = Ids(prompt.Prefix(null));
    }

    /// <summary>What stands before the scene.</summary>
    public int[] Prefix { get; }

    /// <summary>A text as it stands in the scene's place.</summary>
    public int[] Text(string text) => Ids([new TextPart(text)]);

    /// <summary>A question and its answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">What is to be answered.</param>
    /// <param name="location">Where the scene was taken; null: not told.</param>
    public TrainedTurn Turn(string question, string answer, string? location = null)
    {
        var asked = Ids(prompt.Question(null, question, location));
        return new([.. asked, .. Ids(prompt.Answer(answer))], asked.Length);
    }

    /// <summary>What is asked before the plan token.</summary>
    public int[] PlanRequest(string? location = null) => Ids([prompt.PlanRequest(location)]);

    private int[] Ids(IReadOnlyList<PromptPart> parts) =>
    [
        .. parts.SelectMany(part => part switch
        {
            TokensPart ids => ids.Tokens,
            TextPart text => runtime.Tokenize(text.Text, addBegin: false, text.ParseSpecial),
            _ => throw new ArgumentException($"A part of type {part.GetType().Name} has no token ids.", nameof(parts)),
        }),
    ];
}
