namespace VoxPilot.Llm.Tests;

/// <summary>Made-up scenes and questions: scene n has its own embeddings and its own length.</summary>
internal static class Scenes
{
    public static async Task<LanguagePrefix> Open(LanguageEngine engine, int scene, PrefixAttention attention = PrefixAttention.Bidirectional) =>
        await engine.OpenPrefixAsync([new TokensPart([1]), new TextPart("A chat about a scene. USER: "), Nano.Embeddings(100 + scene, 20 + 7 * scene, engine.Info.Width, keepHidden: true)], attention, TestContext.Current.CancellationToken);

    public static IReadOnlyList<PromptPart> Question(int question)
    {
        string[] questions = ["Ahead?", "What is the nearest pedestrian doing at the crosswalk?", "Is it safe to turn left in front of the bus?", "Describe the driving scene in detail, with all objects and their positions, and say what the ego vehicle should do next."];
        return [new TextPart($"\n{questions[question % questions.Length]} ASSISTANT:")];
    }

    public static async Task<List<GeneratedText>> Collect(LanguageEngine engine, LanguagePrefix prefix, int question, GenerationOptions options)
    {
        var items = new List<GeneratedText>();
        await foreach (var item in engine.GenerateAsync(prefix, Question(question), options, TestContext.Current.CancellationToken))
        {
            items.Add(item);
        }

        return items;
    }

    public static async Task<string> Answer(LanguageEngine engine, LanguagePrefix prefix, int question, GenerationOptions options) =>
        string.Concat((await Collect(engine, prefix, question, options)).Select(i => i.Text));

    public static async Task<float[]> Logits(LanguageEngine engine, LanguagePrefix prefix) =>
        (await engine.EvaluateAsync(prefix, Question(1), TestContext.Current.CancellationToken)).LastLogits;
}
