using static TorchSharp.torch;

namespace VoxPilot.Llm;

/// <summary>
/// Hugging Face's Llama, with or without a LoRA, to a GGUF that llama.cpp serves. One weight at a time is in memory, so that a Vicuna-7B passes through a
/// machine that could not hold it.
/// </summary>
public static class LlamaImport
{
    /// <summary>Writes the GGUF.</summary>
    /// <param name="folder">Hugging Face's folder, with tokenizer.model.</param>
    /// <param name="lora">PEFT's folder of a LoRA that is fused into it; null: none.</param>
    /// <param name="path">The file.</param>
    /// <param name="name">The model's name in the metadata.</param>
    /// <param name="quantisation">How matrices are stored.</param>
    /// <exception cref="InvalidDataException">Something of it is missing or does not fit; the message says what.</exception>
    public static LanguageConfig Run(string folder, string? lora, string path, string name, LlamaQuantisation quantisation)
    {
        using var source = HuggingFaceFolder.Open(folder);
        var vocabulary = SentencePieceModel.Read(Path.Combine(folder, SentencePieceModel.FileName));
        if (vocabulary.Pieces.Length != source.Config.Vocabulary)
        {
            throw new InvalidDataException($"{folder}: {SentencePieceModel.FileName} has {vocabulary.Pieces.Length} pieces, {HuggingFaceFolder.ConfigFile} says {source.Config.Vocabulary}.");
        }

        using var adapter = lora is null ? null : PeftFolder.Read(lora, source.Config);
        LlamaQuantiser.Write(path, quantisation, (written, type) => LlamaGguf.Write(written, name, source.Config, vocabulary, type, tensor => Fused(source, adapter, tensor)));
        return source.Config;
    }

    private static float[] Fused(HuggingFaceFolder source, LoraAdapter? adapter, LlamaTensor tensor)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var weight = source.Read(tensor);
        if (adapter?.Matrices.TryGetValue(LoraAdapter.PathOf(tensor), out var pair) == true)
        {
            weight = weight + pair.Update();
        }

        return weight.contiguous().data<float>().ToArray();
    }
}
