using System.Runtime.InteropServices;
using System.Text;

namespace VoxPilot.Llm.Tests;

/// <summary>An engine whose answers come with a hash of the logits behind each token.</summary>
internal sealed class RecordedEngine : IAsyncDisposable
{
    public RecordedEngine(GgufTensorType type, int sequences, int runningLimit, int threads = 1)
    {
        Runtime = new CountingRuntime(Nano.Load(type, sequences, threads: threads))
        {
            Decoded = (batch, _) =>
            {
                var distinct = batch.Sequences.ToArray().Distinct().Count();
                MostRows = Math.Max(MostRows, distinct);
                SharedPrompts += distinct > 1 && distinct != batch.Count ? 1 : 0;
            },
        };
        Engine = new LanguageEngine(Runtime, new LanguageEngineOptions { RunningLimit = runningLimit, PrefillChunk = 64 });
    }

    public CountingRuntime Runtime { get; }

    public LanguageEngine Engine { get; }

    /// <summary>Most sequences that one decode had.</summary>
    public int MostRows { get; private set; }

    /// <summary>Decodes in which a prompt shared a batch with another sequence.</summary>
    public int SharedPrompts { get; private set; }

    public async Task<Trace> Ask(LanguagePrefix prefix, int question, GenerationOptions? options = null)
    {
        options ??= new GenerationOptions { MaxTokens = 40, Temperature = 1, Seed = 9 };
        var steps = new List<ulong>();
        var text = new StringBuilder();
        var pieces = Engine.GenerateAsync(prefix, Scenes.Question(question), options, logits => steps.Add(Hash(logits)), TestContext.Current.CancellationToken);
        await foreach (var piece in pieces)
        {
            text.Append(piece.Text);
        }

        return new Trace(text.ToString(), steps);
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    // FNV-1a over the floats' bits.
    private static ulong Hash(ReadOnlySpan<float> values)
    {
        var hash = 14695981039346656037UL;
        foreach (var bits in MemoryMarshal.Cast<float, uint>(values))
        {
            hash = (hash ^ bits) * 1099511628211UL;
        }

        return hash;
    }
}
