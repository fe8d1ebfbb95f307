using VoxPilot.Llm.Sampling;

namespace VoxPilot.Llm.Native;

/// <summary>
/// A constraint by llama.cpp's grammar sampler. llama.cpp ends the process where a token is accepted that the grammar does not allow,
/// and lets through control tokens by their names and bytes that are no UTF-8; here neither can happen.
/// </summary>
internal sealed unsafe class LlamaConstraint(LlamaVocabulary vocabulary, LlamaGrammarHandle grammar) : ITokenConstraint
{
    private LlamaTokenData[] _candidates = [];
    private Utf8Tail _tail;

    public bool Allows(int token)
    {
        if (!IsPossible(token))
        {
            return false;
        }

        var candidate = new LlamaTokenData { Token = token };
        Apply(&candidate, 1);
        return !float.IsNegativeInfinity(candidate.Logit);
    }

    public int Mask(Span<float> logits)
    {
        if (_candidates.Length < logits.Length)
        {
            _candidates = GC.AllocateUninitializedArray<LlamaTokenData>(logits.Length, pinned: true);
        }

        var count = 0;
        for (var token = 0; token < logits.Length; token++)
        {
            if (IsPossible(token))
            {
                _candidates[count++] = new LlamaTokenData { Token = token, Logit = logits[token] };
            }
        }

        fixed (LlamaTokenData* candidates = _candidates)
        {
            Apply(candidates, count);
        }

        logits.Fill(float.NegativeInfinity);
        var allowed = 0;
        foreach (ref readonly var candidate in _candidates.AsSpan(0, count))
        {
            logits[candidate.Token] = candidate.Logit;
            allowed += float.IsNegativeInfinity(candidate.Logit) ? 0 : 1;
        }

        return allowed;
    }

    public void Accept(int token)
    {
        if (!Allows(token))
        {
            throw new LanguageRuntimeException($"Token {token} does not continue the grammar; only tokens that it allows can be accepted.");
        }

        if (!vocabulary.IsEnd(token))
        {
            LlamaApi.llama_sampler_accept(grammar.Sampler, token);
            _tail.Append(vocabulary.Piece(token).Span);
        }
    }

    public void Dispose() => grammar.Dispose();

    // Control tokens have no bytes.
    private bool IsPossible(int token) => vocabulary.IsEnd(token) || (vocabulary.Piece(token) is { IsEmpty: false } piece && _tail.Continues(piece.Span));

    private void Apply(LlamaTokenData* candidates, int count)
    {
        ObjectDisposedException.ThrowIf(grammar.IsClosed, this);
        var array = new LlamaTokenDataArray { Data = candidates, Size = (nuint)count, Selected = -1 };
        LlamaApi.llama_sampler_apply(grammar.Sampler, &array);
    }
}
