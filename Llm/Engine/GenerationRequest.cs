using System.Threading.Channels;
using VoxPilot.Llm.Sampling;

namespace VoxPilot.Llm.Engine;

/// <summary>Generates an answer, token by token. The constraint is its own and ends with it.</summary>
internal sealed class GenerationRequest(LanguagePrefix prefix, CompiledPrompt suffix, GenerationOptions options, ITokenConstraint? constraint, ILanguageRuntime runtime, LogitsObserver? observer)
    : LanguageRequest(prefix, suffix)
{
    private readonly Channel<GeneratedText> _pieces = Channel.CreateUnbounded<GeneratedText>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private readonly TokenSampler _sampler = new(options, constraint);
    private readonly TextAssembler _text = new(options.Stop);
    private int _items;
    private int _completed;
    private bool _decoding;
    private bool _firstPiece = true;

    public ChannelReader<GeneratedText> Pieces => _pieces.Reader;

    public override bool Decoding => _decoding;

    /// <summary>The token to run next.</summary>
    public int Token { get; private set; }

    /// <summary>The position at which it stands.</summary>
    public int Position { get; private set; }

    public override bool OnPrefilled(ReadOnlySpan<float> logits, PrefillCursor? suffix, TimeProvider time)
    {
        Position = suffix!.Position;
        _decoding = true;
        return Choose(logits, time);
    }

    /// <summary>Takes the logits of the step that ran <see cref="Token"/>. Returns true when the answer is over.</summary>
    public bool OnStep(ReadOnlySpan<float> logits, TimeProvider time)
    {
        Position++;
        return Choose(logits, time);
    }

    public override void OnCancelled(TimeProvider time) => End(FinishReason.Cancelled, _text.Flush(), time);

    public override void OnFault(Exception fault)
    {
        constraint?.Dispose();
        _pieces.Writer.TryComplete(fault);
    }

    private bool Choose(ReadOnlySpan<float> logits, TimeProvider time)
    {
        observer?.Invoke(logits);
        Token = _sampler.Next(logits);
        _completed++;
        if (runtime.IsEnd(Token))
        {
            return End(FinishReason.Stop, _text.Flush(), time);
        }

        var text = _text.Add(Bytes());
        if (_text.Stopped)
        {
            return End(FinishReason.Stop, text, time);
        }

        if (_completed == options.MaxTokens || Position == runtime.Info.ContextPerSequence)
        {
            return End(FinishReason.Length, text + _text.Flush(), time);
        }

        if (text.Length > 0)
        {
            _pieces.Writer.TryWrite(new GeneratedText(_items++, text));
        }

        return false;
    }

    private ReadOnlySpan<byte> Bytes()
    {
        var bytes = runtime.Piece(Token).Span;
        if (_firstPiece && bytes.Length > 0)
        {
            _firstPiece = false;
            return options.SkipFirstSpace && bytes[0] == ' ' ? bytes[1..] : bytes;
        }

        return bytes;
    }

    private bool End(FinishReason reason, string text, TimeProvider time)
    {
        _decoding = false;
        constraint?.Dispose();
        _pieces.Writer.TryWrite(new GeneratedText(_items++, text, reason, Usage(_completed), Timings(time)));
        _pieces.Writer.TryComplete();
        return true;
    }
}
