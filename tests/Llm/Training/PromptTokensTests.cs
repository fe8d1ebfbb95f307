namespace VoxPilot.Llm.Tests.Training;

public sealed class PromptTokensTests
{
    [Fact]
    public void A_turn_is_the_question_as_it_is_asked_and_the_answer_as_one_text_with_it_would_be_cut()
    {
        using var runtime = Nano.Tokenizer(Nano.Model());
        PromptTokens tokens = new(runtime);
        VicunaPrompt prompt = new(runtime.Info);
        var asked = (TextPart)prompt.Question(null, "Is there a car ahead within 30 metres?", "oakham-3")[0];
        foreach (var answer in (string[])["yes", "There is a car at (+7.1, -1.9).", "4", "[PT, (+1.00, 0.00)]"])
        {
            var turn = tokens.Turn("Is there a car ahead within 30 metres?", answer, "oakham-3");
            int[] question = runtime.Tokenize(asked.Text, addBegin: false, parseSpecial: false);
            Assert.Equal(question, turn.Tokens[..turn.Asked]);
            Assert.Equal([.. runtime.Tokenize($"{asked.Text} {answer}", addBegin: false, parseSpecial: false), runtime.Info.EndToken], turn.Tokens);
        }
    }

    [Fact]
    public void A_vocabulary_learnt_from_texts_spells_them_in_fewer_pieces_and_still_spells_the_rest()
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"Quagmires and zeppelins approach position (+{i}.5, -3.0).")];
        var own = Pieces(NanoTokenizer.Train(NanoTokenizer.DefaultSize, texts));
        var plain = Pieces(NanoTokenizer.Train());
        Assert.True(own("Quagmires and zeppelins") < plain("Quagmires and zeppelins"));
        Assert.True(own("The ego vehicle should stop.") < 12);

        static Func<string, int> Pieces(SentencePieceVocabulary vocabulary)
        {
            var file = Nano.NewFile("vocabulary.gguf");
            UntrainedLlama.Write(file, Nano.Tiny, 1, vocabulary, GgufTensorType.F16);
            return text =>
            {
                using var runtime = Nano.Tokenizer(file);
                return runtime.Tokenize(text, addBegin: false, parseSpecial: false).Length;
            };
        }
    }
}
