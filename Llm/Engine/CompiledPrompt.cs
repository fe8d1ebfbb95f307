using VoxPilot.Core;

namespace VoxPilot.Llm.Engine;

/// <summary>
/// A prompt checked and tokenised: token parts that follow each other are one segment. What can be wrong with a prompt is found here,
/// on the caller's side, so that the loop only ever meets prompts that run.
/// </summary>
internal sealed class CompiledPrompt
{
    private CompiledPrompt(List<PromptSegment> segments)
    {
        Segments = segments;
        Length = segments.Sum(s => s.Count);
        HiddenRows = segments.Sum(s => s.KeepHidden ? s.Count : 0);
    }

    public IReadOnlyList<PromptSegment> Segments { get; }

    /// <summary>Places in the sequence.</summary>
    public int Length { get; }

    /// <summary>Places whose hidden states are wanted.</summary>
    public int HiddenRows { get; }

    public static CompiledPrompt Compile(ILanguageRuntime runtime, IReadOnlyList<PromptPart> parts, PrefixAttention attention)
    {
        var segments = new List<PromptSegment>();
        var tokens = new List<int>();
        foreach (var part in parts)
        {
            switch (part)
            {
                case TextPart text:
                    tokens.AddRange(runtime.Tokenize(text.Text, addBegin: false, text.ParseSpecial));
                    break;
                case TokensPart ids:
                    RequireKnown(ids.Tokens, runtime.Info.Vocabulary);
                    tokens.AddRange(ids.Tokens);
                    break;
                case EmbeddingPart embedding:
                    EndTokens(segments, tokens);
                    segments.Add(Segment(embedding, attention, runtime.Info));
                    break;
                default:
                    throw new ArgumentException($"A prompt part of type {part?.GetType().Name ?? "null"} is unknown.", nameof(parts));
            }
        }

        EndTokens(segments, tokens);
        return segments.Count > 0
            ? new CompiledPrompt(segments)
            : throw new InvalidInputException("prompt", "The prompt is empty; give at least one token.");
    }

    private static void EndTokens(List<PromptSegment> segments, List<int> tokens)
    {
        if (tokens.Count > 0)
        {
            segments.Add(new PromptSegment { Tokens = [.. tokens], Count = tokens.Count });
            tokens.Clear();
        }
    }

    private static PromptSegment Segment(EmbeddingPart part, PrefixAttention attention, LanguageRuntimeInfo info)
    {
        if (part.Width != info.Width)
        {
            throw new InvalidInputException("prompt", $"Embeddings of width {part.Width} were given to a language model of width {info.Width}.");
        }

        if (part.Count <= 0 || part.Values.Length != (long)part.Count * part.Width)
        {
            throw new InvalidInputException("prompt", $"{part.Values.Length} floats were given for {part.Count} embeddings of width {part.Width}.");
        }

        foreach (var value in part.Values)
        {
            if (!(MathF.Abs(value) <= EmbeddingPart.LargestValue))
            {
                throw new InvalidInputException("prompt", $"An embedding holds {value}; values must be finite and at most {EmbeddingPart.LargestValue}.");
            }
        }

        var bidirectional = attention == PrefixAttention.Bidirectional;
        if (bidirectional && part.Count > info.BatchRows)
        {
            throw new InvalidInputException("prompt", $"A bidirectional part of {part.Count} embeddings does not fit into one decode of {info.BatchRows} rows; raise LanguageRuntimeOptions.BatchRows.");
        }

        return new PromptSegment { Embeddings = part.Values, Count = part.Count, KeepHidden = part.KeepHidden, Bidirectional = bidirectional };
    }

    private static void RequireKnown(int[] tokens, int vocabulary)
    {
        foreach (var token in tokens)
        {
            if ((uint)token >= (uint)vocabulary)
            {
                throw new InvalidInputException("prompt", $"Token {token} is not in the vocabulary of {vocabulary}.");
            }
        }
    }
}
