using VoxPilot.Testing;

namespace VoxPilot.Llm.Tests;

public sealed class VicunaPromptTests
{
    private static readonly EmbeddingPart Scene = Nano.Embeddings(1, 3, 8);

    [Fact]
    public void The_scene_stands_between_the_system_sentence_and_the_question()
    {
        var prompt = new VicunaPrompt(1, 2);
        var parts = prompt.Prefix(Scene).Concat(prompt.Question(Scene, "What is ahead?", "boston-seaport")).ToList();
        Assert.Equal([1], Assert.IsType<TokensPart>(parts[0]).Tokens);
        var system = Assert.IsType<TextPart>(parts[1]).Text;
        Assert.StartsWith("A chat between a curious user", system, StringComparison.Ordinal);
        Assert.EndsWith("questions. USER: ", system, StringComparison.Ordinal);
        Assert.Equal(Scene, parts[2]);
        Assert.Equal(Scene, parts[3]);
        Assert.Equal("\nYou are driving in boston-seaport. What is ahead? ASSISTANT:", Assert.IsType<TextPart>(parts[4]).Text);
        Assert.DoesNotContain(parts, p => p is TextPart { ParseSpecial: true });
    }

    [Fact]
    public void Earlier_turns_end_with_the_end_token()
    {
        var parts = new VicunaPrompt(1, 2).Question(null, "And now?", null, [new ChatTurn("First?", "One.")]);
        Assert.Equal("\nFirst? ASSISTANT: One.", ((TextPart)parts[0]).Text);
        Assert.Equal([2], ((TokensPart)parts[1]).Tokens);
        Assert.Equal("USER: And now? ASSISTANT:", ((TextPart)parts[2]).Text);
    }

    [Fact]
    public void A_plan_asks_for_the_hidden_states_of_the_plan_token_and_the_global_tokens()
    {
        var parts = new VicunaPrompt(1, 2).Plan(Nano.Embeddings(1, 1, 8), Nano.Embeddings(2, 12, 8));
        Assert.Equal([(1, true), (12, true)], parts.OfType<EmbeddingPart>().Select(p => (p.Count, p.KeepHidden)));
    }

    [Fact]
    public void The_text_around_the_scene_has_the_tokens_that_Llamas_vocabulary_gives_it()
    {
        using var runtime = Nano.Tokenizer(RealData.Require("llama-vocab/ggml-vocab-llama-spm.gguf"));
        var prompt = new VicunaPrompt(runtime.Info);
        var system = (TextPart)prompt.Prefix(Scene)[1];
        var question = (TextPart)prompt.Question(null, "Describe the driving scene.")[0];
        int[] user = [3148, 1001, 29901, 29871]; // " USER: "
        Assert.Equal(user, runtime.Tokenize(system.Text, addBegin: false, system.ParseSpecial)[^4..]);
        int[] asked = [29871, 13, 4002, 29581, 278, 19500, 9088, 29889, 319, 1799, 9047, 13566, 29901];
        Assert.Equal(asked, runtime.Tokenize(question.Text, addBegin: false, question.ParseSpecial));
    }
}
