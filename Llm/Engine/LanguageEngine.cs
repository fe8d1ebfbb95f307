using System.Runtime.CompilerServices;
using VoxPilot.Core;
using VoxPilot.Llm.Engine;

namespace VoxPilot.Llm;

/// <summary>
/// Serves many requests from one language model: a loop on its own thread with continuous batching. Prefixes are kept and forked per
/// question; an answer's bits do not depend on what else runs (on a CPU); cancelling takes effect within one step; no request can stop
/// the loop. All members may be called from any thread.
/// </summary>
public sealed class LanguageEngine : IAsyncDisposable
{
    private readonly ILanguageRuntime _runtime;
    private readonly LanguageLoop _loop;

    /// <summary>Starts the loop. The engine owns the runtime from here on and disposes it.</summary>
    public LanguageEngine(ILanguageRuntime runtime, LanguageEngineOptions? options = null, TimeProvider? time = null)
    {
        Info = runtime.Info;
        if (Info.VocabularyOnly || Info.Sequences < 2 || Info.BatchRows < Info.Sequences)
        {
            throw new ArgumentException($"The language engine needs a whole model with at least 2 sequences and as many batch rows as sequences; found {Info.Sequences} sequences and {Info.BatchRows} rows{(Info.VocabularyOnly ? ", tokenizer only" : "")}.", nameof(runtime));
        }

        _runtime = runtime;
        _loop = new LanguageLoop(runtime, options ?? new LanguageEngineOptions(), time ?? TimeProvider.System);
    }

    /// <summary>What is loaded.</summary>
    public LanguageRuntimeInfo Info { get; }

    /// <summary>How many tokens a text has, special tokens in it taken as plain text.</summary>
    public int CountTokens(string text) => _runtime.Tokenize(text, addBegin: false, parseSpecial: false).Length;

    /// <summary>Loads a LoRA adapter (GGUF), between two steps.</summary>
    public Task<LanguageAdapter> LoadAdapterAsync(string path, float scale = 1) =>
        _loop.InvokeAsync(() => new LanguageAdapter(_loop, _runtime.LoadAdapter(path), scale, path));

    /// <summary>Computes and keeps a prefix.</summary>
    /// <param name="parts">What it holds.</param>
    /// <param name="attention">How its embedding parts attend to each other.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="InvalidInputException">The parts do not suit the model.</exception>
    /// <exception cref="LanguageOverloadedException">The queue is full.</exception>
    public Task<LanguagePrefix> OpenPrefixAsync(IReadOnlyList<PromptPart> parts, PrefixAttention attention, CancellationToken cancellation = default) =>
        OpenPrefixAsync(parts, attention, null, cancellation);

    /// <summary>As above, with an adapter that this prefix and all requests on it run with.</summary>
    public async Task<LanguagePrefix> OpenPrefixAsync(IReadOnlyList<PromptPart> parts, PrefixAttention attention, LanguageAdapter? adapter, CancellationToken cancellation = default)
    {
        var prompt = CompiledPrompt.Compile(_runtime, parts, attention);
        RequireRoom(prompt.Length, Info.ContextPerSequence - 2);
        if (adapter is not null)
        {
            await _loop.InvokeAsync(() => adapter.Released ? throw new ObjectDisposedException(nameof(LanguageAdapter)) : ++adapter.Users);
        }

        var request = new PrefixRequest(new LanguagePrefix(_loop, prompt, attention, adapter, Info.Width), cancellation);
        try
        {
            _loop.Enqueue(request);
        }
        catch
        {
            request.Prefix.Dispose();
            throw;
        }

        using var registration = cancellation.Register(() => _loop.Cancel(request));
        return await request.Result;
    }

    /// <summary>Reads a suffix after a prefix and returns hidden states; nothing is generated and the prefix stays as it was.</summary>
    /// <exception cref="InvalidInputException">The parts do not suit the model, or do not fit.</exception>
    /// <exception cref="LanguageOverloadedException">The queue is full.</exception>
    public async Task<LanguageEvaluation> EvaluateAsync(LanguagePrefix prefix, IReadOnlyList<PromptPart> suffix, CancellationToken cancellation = default)
    {
        var request = new EvaluationRequest(prefix, Compile(prefix, suffix, Info.ContextPerSequence), cancellation);
        _loop.Enqueue(request);
        using var registration = cancellation.Register(() => _loop.Cancel(request));
        return await request.Result;
    }

    /// <summary>
    /// Generates an answer after a prefix and a suffix. Pieces come as they are made; the last item says why the answer ended.
    /// Cancelling ends the answer with <see cref="FinishReason.Cancelled"/>, without an exception.
    /// </summary>
    /// <exception cref="InvalidInputException">The parts or options do not suit the model, or do not fit.</exception>
    /// <exception cref="LanguageOverloadedException">The queue is full.</exception>
    public IAsyncEnumerable<GeneratedText> GenerateAsync(
        LanguagePrefix prefix, IReadOnlyList<PromptPart> suffix, GenerationOptions options, CancellationToken cancellation = default) =>
        GenerateAsync(prefix, suffix, options, observer: null, cancellation);

    /// <summary>Ends the loop and disposes the runtime; what is under way fails with <see cref="ObjectDisposedException"/>.</summary>
    public ValueTask DisposeAsync() => new(_loop.StopAsync());

    /// <summary>As the public method, with someone who sees the logits.</summary>
    internal async IAsyncEnumerable<GeneratedText> GenerateAsync(
        LanguagePrefix prefix, IReadOnlyList<PromptPart> suffix, GenerationOptions options, LogitsObserver? observer, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Check(options);
        var prompt = Compile(prefix, suffix, Info.ContextPerSequence - 1);
        var constraint = Constrain(options.Grammar);
        var request = new GenerationRequest(prefix, prompt, options, constraint, _runtime, observer);
        try
        {
            _loop.Enqueue(request);
        }
        catch
        {
            constraint?.Dispose();
            throw;
        }

        try
        {
            using var registration = cancellation.Register(() => _loop.Cancel(request));
            await foreach (var piece in request.Pieces.ReadAllAsync(CancellationToken.None))
            {
                yield return piece;
            }
        }
        finally
        {
            _loop.Cancel(request); // the reader may have left early
        }
    }

    private static void Check(GenerationOptions options)
    {
        Require(options.MaxTokens >= 1, "max_tokens", $"max_tokens is {options.MaxTokens}; it must be at least 1.");
        Require(options.Temperature is >= 0 and <= 100, "temperature", $"temperature is {options.Temperature}; it must lie in [0, 100].");
        Require(options.TopP is > 0 and <= 1, "top_p", $"top_p is {options.TopP}; it must lie in (0, 1].");
        Require(options.TopK >= 0, "top_k", $"top_k is {options.TopK}; it must be 0 (all) or more.");
        Require(!options.Stop.Any(string.IsNullOrEmpty), "stop", "A stop text is empty; leave it out.");
    }

    private static void Require(bool holds, string part, string message)
    {
        if (!holds)
        {
            throw new InvalidInputException(part, message);
        }
    }

    private static void RequireRoom(int length, int room) => Require(
        length <= room, "prompt", $"The prompt takes {length} places; {room} fit. Shorten the question or its history.");

    private ITokenConstraint? Constrain(string? grammar)
    {
        try
        {
            return grammar is null ? null : _runtime.Constrain(grammar);
        }
        catch (LanguageRuntimeException e)
        {
            throw new InvalidInputException("response_format", $"No answer can be held to this form: {e.Message}", e);
        }
    }

    private CompiledPrompt Compile(LanguagePrefix prefix, IReadOnlyList<PromptPart> suffix, int room)
    {
        ObjectDisposedException.ThrowIf(prefix.Disposed, prefix);
        var prompt = CompiledPrompt.Compile(_runtime, suffix, PrefixAttention.Causal);
        RequireRoom(prefix.Tokens + prompt.Length, room);
        return prompt;
    }
}
