namespace VoxPilot.Llm.Engine;

/// <summary>
/// How far a prompt has been read into a sequence. It is cut into chunks by its segments and a fixed chunk size alone,
/// so that the same prompt always runs as the same decodes.
/// </summary>
internal sealed class PrefillCursor(CompiledPrompt prompt, int start, int chunk, int width)
{
    private int _segment;
    private int _offset;
    private int _hiddenRows;

    /// <summary>Places read so far, what stood before the prompt included.</summary>
    public int Position { get; private set; } = start;

    public bool Done => _segment == prompt.Segments.Count;

    /// <summary>Hidden states of the places where they are kept, row-major.</summary>
    public float[] Hidden { get; } = new float[(long)prompt.HiddenRows * width];

    private int NextCount
    {
        get
        {
            var segment = prompt.Segments[_segment];
            return segment.Bidirectional ? segment.Count : Math.Min(chunk, segment.Count - _offset);
        }
    }

    /// <summary>Fills the batch with the next chunk; returns whether it is causal.</summary>
    public bool Fill(LanguageBatch batch, int sequence)
    {
        var segment = prompt.Segments[_segment];
        batch.Clear();
        for (var i = 0; i < NextCount; i++)
        {
            if (segment.Tokens is { } tokens)
            {
                batch.Add(tokens[_offset + i], Position + i, sequence);
            }
            else
            {
                batch.Add(segment.Embeddings.AsSpan((_offset + i) * width, width), Position + i, sequence);
            }
        }

        return !segment.Bidirectional;
    }

    /// <summary>Takes the chunk that <see cref="Fill"/> gave as read, and its hidden states where they are kept.</summary>
    public void Advance(ILanguageRuntime runtime)
    {
        var count = NextCount;
        var segment = prompt.Segments[_segment];
        for (var i = 0; segment.KeepHidden && i < count; i++)
        {
            runtime.Hidden(i).CopyTo(Hidden.AsSpan(_hiddenRows++ * width));
        }

        Position += count;
        _offset += count;
        if (_offset == segment.Count)
        {
            _segment++;
            _offset = 0;
        }
    }
}
