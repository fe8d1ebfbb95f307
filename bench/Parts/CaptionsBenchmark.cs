using BenchmarkDotNet.Attributes;
using VoxPilot.Core.Metrics.Captions;

namespace VoxPilot.Bench.Parts;

/// <summary>
/// 20,000 long answers with five references each, of 60 to 100 words: words drawn by Zipf's law, and half of them in phrases that come again,
/// so that about as many n-grams repeat as in descriptions of traffic. One operation is the whole set, with the splitting of the texts.
/// </summary>
[MemoryDiagnoser]
public class CaptionsBenchmark
{
    private const int Pairs = 20_000;

    private readonly List<string[]> texts = [];

    /// <summary>References of each answer: HERMES has one, COCO five.</summary>
    [Params(1, 5)]
    public int References { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        string[] words = [.. Enumerable.Range(0, 4000).Select(i => $"w{i}")];
        string[] phrases = [.. Enumerable.Range(0, 2000).Select(_ => string.Join(' ', Enumerable.Range(0, 6).Select(_ => Word())))];
        texts.Clear();
        for (int i = 0; i < Pairs; i++)
        {
            texts.Add([.. Enumerable.Range(0, 1 + References).Select(_ => Text())]);
        }

        string Word() => words[(int)Math.Exp(random.NextDouble() * Math.Log(words.Length))];

        string Text()
        {
            List<string> parts = [];
            for (int length = 0, end = random.Next(60, 101); length < end;)
            {
                bool phrase = random.Next(7) == 0; // of six words: about half of all words
                parts.Add(phrase ? phrases[random.Next(phrases.Length)] : Word());
                length += phrase ? 6 : 1;
            }
            return string.Join(' ', parts) + ".";
        }
    }

    [Benchmark]
    public double Cider()
    {
        Cider cider = new();
        ForEach(pair => cider.Add(0, pair));
        return cider.Corpus;
    }

    [Benchmark]
    public double RougeL()
    {
        RougeL rouge = new();
        ForEach(pair => rouge.Add(0, pair));
        return rouge.Corpus;
    }

    [Benchmark]
    public double Bleu()
    {
        BleuScorer bleu = new();
        ForEach(pair => bleu.Add(0, pair));
        return bleu.Corpus(4);
    }

    /// <summary>CIDEr, ROUGE-L, BLEU and METEOR with nltk's tokens; WordNet where it is installed.</summary>
    [Benchmark]
    public double Hermes()
    {
        HermesProtocol hermes = new(WordNet.Find());
        foreach (string[] pair in texts)
        {
            hermes.Add(0, pair[0], pair[1..]);
        }
        int[] once = [1];
        return hermes.Measures().Sum(measure => measure.Measure.Value(once));
    }

    private void ForEach(Action<TokenizedPair> add)
    {
        TokenizedPair pair = new(new());
        foreach (string[] sentences in texts)
        {
            pair.Clear();
            foreach (string sentence in sentences)
            {
                pair.AddWords(sentence);
                pair.EndSentence();
            }
            add(pair);
        }
    }
}
