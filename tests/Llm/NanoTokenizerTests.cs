using System.Security.Cryptography;
using System.Text;

namespace VoxPilot.Llm.Tests;

public sealed class NanoTokenizerTests
{
    [Fact]
    public void The_vocabulary_is_laid_out_as_SentencePiece_lays_it_out()
    {
        var vocabulary = NanoTokenizer.Train();
        Assert.Equal(2048, vocabulary.Pieces.Length);
        Assert.Equal(2048, vocabulary.Pieces.Distinct().Count());
        Assert.Equal(["<unk>", "<s>", "</s>", "<0x00>"], vocabulary.Pieces[..4]);
        Assert.Equal("<0xFF>", vocabulary.Pieces[258]);
        Assert.All(vocabulary.Pieces[259..], piece =>
        {
            Assert.True(piece.Length == 1 || !piece.Any(char.IsAsciiDigit), $"{piece} holds a digit");
            Assert.DoesNotContain(SentencePieceVocabulary.Space, piece[1..]);
        });
        Assert.Contains("▁vehicle", vocabulary.Pieces);
        Assert.Contains("▁pedestrian", vocabulary.Pieces);
    }

    [Fact]
    public void The_untrained_model_has_the_same_bytes_every_time()
    {
        string first = Nano.NewFile("a.gguf"), second = Nano.NewFile("b.gguf"), other = Nano.NewFile("c.gguf");
        UntrainedLlama.Write(first, Nano.Tiny, 1);
        UntrainedLlama.Write(second, Nano.Tiny, 1);
        UntrainedLlama.Write(other, Nano.Tiny, 2);
        Assert.Equal(Hash(first), Hash(second));
        Assert.NotEqual(Hash(first), Hash(other));
        Assert.Equal(Nano.Tiny, LlamaGguf.ReadConfig(GgufFile.Read(first)));

        static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
    }

    [Fact]
    public void The_untrained_weights_are_normal_with_the_deviation_they_should_have()
    {
        var tensor = LlamaGguf.Tensors(LanguageConfig.Nano())[0];
        var values = UntrainedLlama.Weights(tensor, LanguageConfig.Nano(), 3);
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(x => (x - mean) * (x - mean)));
        var within = values.Count(x => Math.Abs(x) < 0.02f) / (double)values.Length;
        Assert.Equal(0, mean, 1e-4);
        Assert.Equal(0.02, deviation, 1e-4);
        Assert.Equal(0.683, within, 0.01);
    }

    [Fact]
    public void The_nano_presets_count_of_weights_is_that_of_the_table()
    {
        foreach (var config in new[] { LanguageConfig.Nano(), LanguageConfig.Vicuna7B() })
        {
            config.Validate();
            Assert.Equal(config.Parameters, LlamaGguf.Tensors(config).Sum(t => t.Shape.Aggregate(1L, (a, b) => a * b)));
        }

        Assert.Equal(6_738_415_616, LanguageConfig.Vicuna7B().Parameters);
    }

    [Fact]
    public void llama_cpp_reads_the_vocabulary_and_gives_every_text_back()
    {
        using var runtime = Nano.Tokenizer(Nano.Model());
        Assert.Equal((2048, 1, 2), (runtime.Info.Vocabulary, runtime.Info.BeginToken, runtime.Info.EndToken));
        foreach (var text in new[] { "There are two pedestrians at (+12.3, -4.5).", "\nYou are driving in boston-seaport.", "Grüße aus Köln 車 🚗", "  two  spaces " })
        {
            var tokens = runtime.Tokenize(text, addBegin: false, parseSpecial: false);
            var bytes = tokens.SelectMany(t => runtime.Piece(t).ToArray()).ToArray();
            Assert.Equal(" " + text, Encoding.UTF8.GetString(bytes));
        }

        var sentence = "The ego vehicle should slow down because a pedestrian is crossing the road ahead.";
        Assert.InRange(runtime.Tokenize(sentence, addBegin: false, parseSpecial: false).Length, 14, 17);
        Assert.Equal([1], runtime.Tokenize("<s>", addBegin: false, parseSpecial: true));
        Assert.DoesNotContain(2, runtime.Tokenize("</s>", addBegin: false, parseSpecial: false));
    }
}
