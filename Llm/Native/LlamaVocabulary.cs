using System.Text;

namespace VoxPilot.Llm.Native;

/// <summary>A loaded model's tokenizer. Reads only, so any thread may use it; after the model's end it throws <see cref="ObjectDisposedException"/>.</summary>
internal sealed unsafe class LlamaVocabulary
{
    private readonly LlamaModelHandle _model;
    private readonly nint _handle;
    private readonly bool[] _ends;
    private readonly ReadOnlyMemory<byte>[] _pieces;

    public LlamaVocabulary(LlamaModelHandle model)
    {
        _model = model;
        _handle = LlamaApi.llama_model_get_vocab(model.Model);
        Count = LlamaApi.llama_vocab_n_tokens(_handle);
        HasTokenizer = LlamaApi.llama_vocab_type(_handle) != 0;
        Begin = LlamaApi.llama_vocab_bos(_handle);
        End = LlamaApi.llama_vocab_eos(_handle);
        _ends = new bool[Count];
        _pieces = new ReadOnlyMemory<byte>[Count];
        var buffer = new byte[256];
        for (var token = 0; token < Count && HasTokenizer; token++)
        {
            _pieces[token] = ReadPiece(token, ref buffer);
            _ends[token] = LlamaApi.llama_vocab_is_eog(_handle, token);
        }
    }

    public int Count { get; }

    public bool HasTokenizer { get; }

    public int Begin { get; }

    public int End { get; }

    public bool IsEnd(int token) => _ends[token];

    public ReadOnlyMemory<byte> Piece(int token) => _pieces[token];

    /// <summary>A constraint by a grammar in GBNF. The model stays loaded as long as it lives.</summary>
    public LlamaConstraint Constrain(string grammar)
    {
        if (!HasTokenizer)
        {
            throw new LanguageRuntimeException("This model's file holds no tokenizer, so no grammar can be followed.");
        }

        LlamaLog.TakeRecent();
        var handle = new LlamaGrammarHandle(_model, _handle, grammar);
        return handle.IsInvalid
            ? throw new LanguageRuntimeException($"llama.cpp refused the grammar: {LlamaLog.TakeRecent()}")
            : new LlamaConstraint(this, handle);
    }

    public int[] Tokenize(string text, bool addBegin, bool parseSpecial)
    {
        if (!HasTokenizer)
        {
            throw new LanguageRuntimeException("This model's file holds no tokenizer, so text cannot be given to it; give tokens or embeddings.");
        }

        var held = false;
        try
        {
            _model.DangerousAddRef(ref held);
            var bytes = Encoding.UTF8.GetBytes(text);
            var tokens = new int[bytes.Length + 2];
            var count = Tokenize(bytes, tokens, addBegin, parseSpecial);
            if (count < 0)
            {
                tokens = new int[-count];
                count = Tokenize(bytes, tokens, addBegin, parseSpecial);
            }

            return tokens[..count];
        }
        finally
        {
            if (held)
            {
                _model.DangerousRelease();
            }
        }
    }

    private int Tokenize(byte[] text, int[] tokens, bool addBegin, bool parseSpecial)
    {
        fixed (byte* t = text.Length == 0 ? new byte[1] : text)
        fixed (int* ids = tokens)
        {
            return LlamaApi.llama_tokenize(_handle, t, text.Length, ids, tokens.Length, addBegin, parseSpecial);
        }
    }

    private ReadOnlyMemory<byte> ReadPiece(int token, ref byte[] buffer)
    {
        var length = ReadPiece(token, buffer);
        if (length < 0)
        {
            buffer = new byte[-length];
            length = ReadPiece(token, buffer);
        }

        return buffer.AsSpan(0, length).ToArray();
    }

    private int ReadPiece(int token, byte[] buffer)
    {
        fixed (byte* b = buffer)
        {
            return LlamaApi.llama_token_to_piece(_handle, token, b, buffer.Length, 0, false);
        }
    }
}
