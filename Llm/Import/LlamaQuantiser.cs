using VoxPilot.Llm.Native;

namespace VoxPilot.Llm;

/// <summary>llama.cpp's quantiser over a GGUF file.</summary>
public static class LlamaQuantiser
{
    /// <summary>Writes a GGUF as this project does, or, where llama.cpp stores the matrices, by way of an F16 beside it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="quantisation">How matrices are stored.</param>
    /// <param name="write">Writes a GGUF to the path that it is given, its matrices in the type that it is given.</param>
    internal static void Write(string path, LlamaQuantisation quantisation, Action<string, GgufTensorType> write)
    {
        if (quantisation.Direct is { } type)
        {
            write(path, type);
            return;
        }

        var half = path + ".f16";
        try
        {
            write(half, GgufTensorType.F16);
            Run(half, path, quantisation);
        }
        finally
        {
            File.Delete(half);
        }
    }

    /// <summary>Writes a GGUF of fewer bits.</summary>
    /// <param name="source">A GGUF of F32 or F16.</param>
    /// <param name="target">The file that is written.</param>
    /// <param name="quantisation">How.</param>
    /// <exception cref="InvalidDataException">llama.cpp refuses it; its own words are in the message.</exception>
    public static unsafe void Run(string source, string target, LlamaQuantisation quantisation)
    {
        ArgumentNullException.ThrowIfNull(quantisation);
        LlamaLibrary.Load();
        var parameters = LlamaApi.llama_model_quantize_default_params();
        // Both say "as the file type has it", by a number above all tensor types.
        if (parameters.OutputType != parameters.EmbeddingType || parameters.OutputType is < 30 or > 255)
        {
            throw new LanguageRuntimeException("llama.cpp's quantiser has other parameters than those declared here; install the version that package.json pins.");
        }

        parameters.Threads = Environment.ProcessorCount;
        parameters.FileType = quantisation.FileType;
        var status = LlamaApi.llama_model_quantize(source, target, &parameters);
        if (status != 0)
        {
            File.Delete(target);
            throw new InvalidDataException($"{source}: llama.cpp does not quantise it to {quantisation.Name} (status {status}): {LlamaLog.TakeRecent()}");
        }
    }
}
