using System.Collections.Concurrent;

namespace VoxPilot.Llm;

/// <summary>
/// Trains a small SentencePiece-style BPE vocabulary from the project's own made-up sentences (<see cref="DrivingGrammar"/>):
/// &lt;unk&gt;, &lt;s&gt;, &lt;/s&gt;, 256 bytes, merged pieces, single characters. Digits stay single, no piece spans two words.
/// </summary>
public static class NanoTokenizer
{
    /// <summary>Default size of the vocabulary.</summary>
    public const int DefaultSize = 2048;

    private const int Sentences = 20000;
    private const ulong Seed = 20260101;
    private const int Special = 3;
    private const int Bytes = 256;
    private const char FirstCharacter = '!';
    private const char LastCharacter = '~';

    private static readonly ConcurrentDictionary<int, SentencePieceVocabulary> Trained = new();

    /// <summary>The vocabulary of the given size; the same every time.</summary>
    public static SentencePieceVocabulary Train(int size = DefaultSize) => Trained.GetOrAdd(size, s => Train(s, []));

    /// <summary>A vocabulary that also knows given texts well; the project's own sentences count as well, so that it can spell what those lack.</summary>
    /// <param name="size">Pieces in all.</param>
    /// <param name="texts">Texts in ASCII.</param>
    public static SentencePieceVocabulary Train(int size, IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var characters = Enumerable.Range(FirstCharacter, LastCharacter - FirstCharacter + 1).Select(c => ((char)c).ToString()).Prepend(SentencePieceVocabulary.Space.ToString()).ToArray();
        var merges = size - Special - Bytes - characters.Length;
        if (merges < 0)
        {
            throw new ArgumentException($"A vocabulary of {size} has no room for its {Special + Bytes + characters.Length} special, byte and character pieces.", nameof(size));
        }

        var words = CountWords(texts);
        var learned = new BytePairTrainer(words).Learn(merges);
        return learned.Count == merges
            ? Assemble(learned, characters)
            : throw new ArgumentException($"The project's sentences give {learned.Count} merged pieces; a vocabulary of {size} needs {merges}. Give a vocabulary of your own, or a smaller size.", nameof(size));
    }

    private static SentencePieceVocabulary Assemble(List<string> merged, string[] characters)
    {
        var pieces = new List<string> { "<unk>", "<s>", "</s>" };
        var kinds = new List<int> { SentencePieceVocabulary.Unknown, SentencePieceVocabulary.Control, SentencePieceVocabulary.Control };
        var scores = Enumerable.Repeat(0f, Special + Bytes).ToList();
        for (var value = 0; value < Bytes; value++)
        {
            pieces.Add($"<0x{value:X2}>");
            kinds.Add(SentencePieceVocabulary.Byte);
        }

        foreach (var piece in merged.Concat(characters))
        {
            scores.Add(-(pieces.Count - Special - Bytes));
            pieces.Add(piece);
            kinds.Add(SentencePieceVocabulary.Normal);
        }

        return new SentencePieceVocabulary { Pieces = [.. pieces], Scores = [.. scores], Kinds = [.. kinds] };
    }

    private static SortedDictionary<string, long> CountWords(IEnumerable<string> texts)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var sentence in DrivingGrammar.Sentences(Seed, Sentences).Concat(texts))
        {
            foreach (var word in sentence.Split(' ', '\n'))
            {
                foreach (var chunk in Chunks(SentencePieceVocabulary.Space + word))
                {
                    counts[chunk] = counts.GetValueOrDefault(chunk) + 1;
                }
            }
        }

        return counts;
    }

    // Runs of letters, each digit by itself, runs of other signs; the space in front goes with letters and signs.
    private static IEnumerable<string> Chunks(string word)
    {
        var start = 0;
        for (var i = 1; i < word.Length; i++)
        {
            if (Kind(word[i]) != Kind(word[i - 1]) && !(i == 1 && !char.IsAsciiDigit(word[1])) || char.IsAsciiDigit(word[i]))
            {
                yield return word[start..i];
                start = i;
            }
        }

        yield return word[start..];
    }

    private static int Kind(char c) => char.IsAsciiDigit(c) ? 0 : char.IsAsciiLetter(c) || c == '\'' ? 1 : 2;
}
