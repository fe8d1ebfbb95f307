namespace VoxPilot.Llm.Tests;

/// <summary>Small untrained language models, written once per run.</summary>
internal static class Nano
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("voxpilot-llm").FullName;
    private static readonly Lock Gate = new();

    static Nano() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    /// <summary>Two layers of width 64, with the nano vocabulary: enough to show every law of the loop.</summary>
    public static LanguageConfig Tiny { get; } = LanguageConfig.Nano() with { Width = 128, Layers = 2, Heads = 4, KvHeads = 2, Ffn = 192, Context = 640 };

    public static string Model(GgufTensorType type = GgufTensorType.F32, LanguageConfig? config = null)
    {
        config ??= Tiny;
        var path = Path.Combine(Folder, $"{config.Width}-{type}.gguf");
        lock (Gate)
        {
            if (!File.Exists(path))
            {
                UntrainedLlama.Write(path, config, seed: 5, type);
            }
        }

        return path;
    }

    public static string NewFile(string name) => Path.Combine(Folder, $"{Guid.NewGuid():N}-{name}");

    public static LlamaRuntime Load(GgufTensorType type = GgufTensorType.F32, int sequences = 8, int context = 640, int batchRows = 256, int threads = 1, LanguageConfig? config = null) =>
        LlamaRuntime.Load(Model(type, config), new LanguageRuntimeOptions { Sequences = sequences, ContextPerSequence = context, BatchRows = batchRows, Threads = threads }, null, TestContext.Current.CancellationToken);

    public static LlamaRuntime Tokenizer(string path) =>
        LlamaRuntime.Load(path, new LanguageRuntimeOptions { VocabularyOnly = true }, null, TestContext.Current.CancellationToken);

    /// <summary>Embeddings that differ by seed.</summary>
    public static EmbeddingPart Embeddings(int seed, int count, int width, bool keepHidden = false)
    {
        var random = new Random(seed);
        return new EmbeddingPart([.. Enumerable.Range(0, count * width).Select(_ => (float)(random.NextDouble() - 0.5))], count, width, keepHidden);
    }
}
