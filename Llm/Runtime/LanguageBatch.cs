namespace VoxPilot.Llm;

/// <summary>
/// Rows for one decode: token ids or embeddings, never both, each at a position of a sequence. The arrays are allocated once and reused.
/// </summary>
public sealed class LanguageBatch
{
    private readonly int[] _tokens;
    private readonly int[] _positions;
    private readonly int[] _sequences;
    private readonly float[] _embeddings;

    /// <summary>A batch of at most <paramref name="capacity"/> rows for a model of the given width.</summary>
    public LanguageBatch(int capacity, int width)
    {
        Capacity = capacity;
        Width = width;
        _tokens = new int[capacity];
        _positions = new int[capacity];
        _sequences = new int[capacity];
        _embeddings = new float[(long)capacity * width];
    }

    /// <summary>Most rows.</summary>
    public int Capacity { get; }

    /// <summary>Floats of one embedding.</summary>
    public int Width { get; }

    /// <summary>Rows now.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the rows are embeddings.</summary>
    public bool HoldsEmbeddings { get; private set; }

    /// <summary>Token ids of the rows.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, HoldsEmbeddings ? 0 : Count);

    /// <summary>Embeddings of the rows, row-major (Count, Width).</summary>
    public ReadOnlySpan<float> Embeddings => _embeddings.AsSpan(0, HoldsEmbeddings ? Count * Width : 0);

    /// <summary>Position of each row in its sequence.</summary>
    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, Count);

    /// <summary>Sequence of each row.</summary>
    public ReadOnlySpan<int> Sequences => _sequences.AsSpan(0, Count);

    /// <summary>Takes all rows out.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a token and returns its row.</summary>
    public int Add(int token, int position, int sequence)
    {
        var row = Next(embeddings: false, position, sequence);
        _tokens[row] = token;
        return row;
    }

    /// <summary>Adds an embedding and returns its row.</summary>
    public int Add(ReadOnlySpan<float> embedding, int position, int sequence)
    {
        if (embedding.Length != Width)
        {
            throw new ArgumentException($"An embedding of {embedding.Length} floats was given to a model of width {Width}.", nameof(embedding));
        }

        var row = Next(embeddings: true, position, sequence);
        embedding.CopyTo(_embeddings.AsSpan(row * Width));
        return row;
    }

    private int Next(bool embeddings, int position, int sequence)
    {
        if (Count == Capacity)
        {
            throw new InvalidOperationException($"The batch is full at {Capacity} rows.");
        }

        if (Count > 0 && embeddings != HoldsEmbeddings)
        {
            throw new InvalidOperationException("A batch holds tokens or embeddings, not both.");
        }

        HoldsEmbeddings = embeddings;
        _positions[Count] = position;
        _sequences[Count] = sequence;
        return Count++;
    }
}
