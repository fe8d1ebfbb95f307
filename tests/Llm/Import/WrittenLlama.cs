using System.Text;
using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests.Import;

/// <summary>A small Llama in Hugging Face's form, with tokenizer.model and a LoRA in PEFT's, as a user would have it.</summary>
internal static class WrittenLlama
{
    /// <summary>Rows of 256, which the K-quants need.</summary>
    public static LanguageConfig Config { get; } = new() { Width = 256, Layers = 2, Heads = 4, KvHeads = 2, Ffn = 512, Vocabulary = LanguageConfig.Nano().Vocabulary, Context = 128 };

    public static SentencePieceVocabulary Vocabulary { get; } = NanoTokenizer.Train(Config.Vocabulary);

    public static (string Folder, string Lora) Write()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using Generator generator = new(4, CPU);
        var folder = Directory.CreateDirectory(Nano.NewFile("hf")).FullName;
        using LlamaModel model = new(Config);
        foreach (var (name, weight) in model.named_parameters())
        {
            weight.copy_(name.Contains("norm", StringComparison.Ordinal) ? ones(weight.shape) : randn(weight.shape, generator: generator) * 0.06);
        }

        LlamaWeights.WriteHuggingFace(model, folder);
        File.WriteAllBytes(Path.Combine(folder, SentencePieceModel.FileName), Protocol(Vocabulary));
        using LoraAdapter lora = new(Config, new() { Rank = 4, Alpha = 8, Targets = ["q_proj", "down_proj"] }, 2);
        foreach (var pair in lora.Matrices.Values)
        {
            pair.B.copy_(randn(pair.B.shape, generator: generator) * 0.8);
        }

        var adapter = Directory.CreateDirectory(Nano.NewFile("peft")).FullName;
        PeftFolder.Write(lora, adapter);
        return (folder, adapter);
    }

    /// <summary>SentencePiece's protocol buffer, with a trainer's and a normaliser's fields among the pieces.</summary>
    public static byte[] Protocol(SentencePieceVocabulary vocabulary)
    {
        using MemoryStream file = new();
        for (var id = 0; id < vocabulary.Pieces.Length; id++)
        {
            using MemoryStream piece = new();
            var text = Encoding.UTF8.GetBytes(vocabulary.Pieces[id]);
            Tag(piece, 1, 2);
            Number(piece, (ulong)text.Length);
            piece.Write(text);
            Tag(piece, 2, 5);
            piece.Write(BitConverter.GetBytes(vocabulary.Scores[id]));
            if (vocabulary.Kinds[id] != SentencePieceVocabulary.Normal) // the default is not written
            {
                Tag(piece, 3, 0);
                Number(piece, (ulong)vocabulary.Kinds[id]);
            }

            Block(file, 1, piece.ToArray());
            if (id == 5)
            {
                Block(file, 2, [8, 1, 18, 3, 97, 98, 99]);    // trainer_spec
                Tag(file, 9, 1);
                file.Write(new byte[8]);                     // a fixed 64-bit field that nobody knows
            }
        }

        Block(file, 3, [10, 4, 110, 109, 116, 95]);           // normalizer_spec
        return file.ToArray();
    }

    private static void Block(MemoryStream stream, int field, byte[] bytes)
    {
        Tag(stream, field, 2);
        Number(stream, (ulong)bytes.Length);
        stream.Write(bytes);
    }

    private static void Tag(MemoryStream stream, int field, int wire) => Number(stream, (ulong)((field << 3) | wire));

    private static void Number(MemoryStream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
