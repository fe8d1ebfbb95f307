using System.Text;

namespace VoxPilot.Llm.Native;

/// <summary>A loaded model's tokenizer. Reads only, so any thread may use it while the model lives.</summary>
internal sealed unsafe class LlamaVocabulary
{
    private readonly nint _handle;
    private readonly ReadOnlyMemory<byte>[] _pieces;

    public LlamaVocabulary(nint handle)
    {
        _handle = handle;
        Count = LlamaApi.llama_vocab_n_tokens(handle);
        HasTokenizer = LlamaApi.llama_vocab_type(handle) != 0;
        Begin = LlamaApi.llama_vocab_bos(handle);
        End = LlamaApi.llama_vocab_eos(handle);
        _pieces = new ReadOnlyMemory<byte>[Count];
        var buffer = new byte[256];
        for (var token = 0; token < Count && HasTokenizer; token++)
        {
            _pieces[token] = ReadPiece(token, ref buffer);
        }
    }

    public int Count { get; }

    public bool HasTokenizer { get; }

    public int Begin { get; }

    public int End { get; }

    public bool IsEnd(int token) => HasTokenizer && LlamaApi.llama_vocab_is_eog(_handle, token);

    public ReadOnlyMemory<byte> Piece(int token) => _pieces[token];

    public int[] Tokenize(string text, bool addBegin, bool parseSpecial)
    {
        if (!HasTokenizer)
        {
            throw new LanguageRuntimeException("This model's file holds no tokenizer, so text cannot be given to it; give tokens or embeddings.");
        }

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
