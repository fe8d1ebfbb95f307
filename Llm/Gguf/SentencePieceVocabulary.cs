namespace VoxPilot.Llm;

/// <summary>
/// A SentencePiece BPE vocabulary: pieces by id, with scores (larger merges first) and kinds. A space inside a piece is written ▁.
/// </summary>
public sealed record SentencePieceVocabulary
{
    /// <summary>Kind of an ordinary piece.</summary>
    public const int Normal = 1;

    /// <summary>Kind of the piece for what the vocabulary cannot express.</summary>
    public const int Unknown = 2;

    /// <summary>Kind of a piece without text.</summary>
    public const int Control = 3;

    /// <summary>Kind of a piece that is one byte, written as <c>&lt;0x0A&gt;</c>.</summary>
    public const int Byte = 6;

    /// <summary>How a space is written inside a piece.</summary>
    public const char Space = '▁';

    /// <summary>Id of <c>&lt;unk&gt;</c>.</summary>
    public const int UnknownId = 0;

    /// <summary>Id of <c>&lt;s&gt;</c>.</summary>
    public const int BeginId = 1;

    /// <summary>Id of <c>&lt;/s&gt;</c>.</summary>
    public const int EndId = 2;

    /// <summary>Pieces by id.</summary>
    public required string[] Pieces { get; init; }

    /// <summary>Scores by id.</summary>
    public required float[] Scores { get; init; }

    /// <summary>Kinds by id.</summary>
    public required int[] Kinds { get; init; }

    /// <summary>Reads it out of a Llama GGUF.</summary>
    public static SentencePieceVocabulary From(GgufFile file)
    {
        var model = file.Require("tokenizer.ggml.model").AsText();
        return model == "llama"
            ? new SentencePieceVocabulary
            {
                Pieces = file.Require("tokenizer.ggml.tokens").AsArray<string>(),
                Scores = file.Require("tokenizer.ggml.scores").AsArray<float>(),
                Kinds = file.Require("tokenizer.ggml.token_type").AsArray<int>(),
            }
            : throw new InvalidDataException($"{file.Path}: its tokenizer is {model}; llama is expected.");
    }

    /// <summary>Writes it into a GGUF.</summary>
    public void WriteTo(GgufWriter writer)
    {
        writer.Add("tokenizer.ggml.model", "llama");
        writer.Add("tokenizer.ggml.tokens", Pieces);
        writer.Add("tokenizer.ggml.scores", Scores);
        writer.Add("tokenizer.ggml.token_type", Kinds);
        writer.Add("tokenizer.ggml.bos_token_id", (uint)BeginId);
        writer.Add("tokenizer.ggml.eos_token_id", (uint)EndId);
        writer.Add("tokenizer.ggml.unknown_token_id", (uint)UnknownId);
        writer.Add("tokenizer.ggml.add_bos_token", true);
        writer.Add("tokenizer.ggml.add_eos_token", false);
        writer.Add("tokenizer.ggml.add_space_prefix", true);
    }
}
