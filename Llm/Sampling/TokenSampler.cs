namespace VoxPilot.Llm.Sampling;

/// <summary>
/// Chooses the next token from logits. Temperature 0 takes the largest logit, the lowest id among equals. Otherwise: divide by the
/// temperature, keep the top k, of these the fewest whose probabilities reach top p, and draw. The n-th draw depends on the seed and n alone.
/// </summary>
internal sealed class TokenSampler(GenerationOptions options)
{
    private ulong[] _ranking = [];
    private double[] _weights = [];
    private SplitMix64 _random = new(options.Seed);

    public int Next(ReadOnlySpan<float> logits) => options.Temperature <= 0 ? Largest(logits) : Draw(logits);

    private static int Largest(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            RequireNumber(logits[i]);
            if (logits[i] > logits[best])
            {
                best = i;
            }
        }

        return best;
    }

    private static void RequireNumber(float logit)
    {
        if (float.IsNaN(logit) || float.IsPositiveInfinity(logit))
        {
            throw new LanguageRuntimeException("The language model gave logits that are not numbers; its weights or the embeddings given to it are broken.");
        }
    }

    // Larger floats give smaller keys; equal ones are ordered by id.
    private static ulong Key(float logit, int token)
    {
        var bits = BitConverter.SingleToUInt32Bits(logit + 0f); // -0 becomes 0
        var ascending = (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
        return ((ulong)~ascending << 32) | (uint)token;
    }

    private int Draw(ReadOnlySpan<float> logits)
    {
        var kept = Rank(logits);
        double largest = logits[Token(0)];
        var total = 0.0;
        for (var i = 0; i < kept; i++)
        {
            total += _weights[i] = Math.Exp((logits[Token(i)] - largest) / options.Temperature);
        }

        if (options.TopP < 1)
        {
            (kept, total) = Nucleus(kept, total);
        }

        var threshold = _random.Uniform() * total;
        var sum = 0.0;
        for (var i = 0; i < kept; i++)
        {
            sum += _weights[i];
            if (sum > threshold)
            {
                return Token(i);
            }
        }

        return Token(kept - 1);
    }

    private int Rank(ReadOnlySpan<float> logits)
    {
        if (_ranking.Length != logits.Length)
        {
            _ranking = new ulong[logits.Length];
            _weights = new double[logits.Length];
        }

        for (var i = 0; i < logits.Length; i++)
        {
            RequireNumber(logits[i]);
            _ranking[i] = Key(logits[i], i);
        }

        Array.Sort(_ranking);
        return options.TopK > 0 ? Math.Min(options.TopK, logits.Length) : logits.Length;
    }

    private (int Kept, double Total) Nucleus(int kept, double total)
    {
        var sum = 0.0;
        for (var i = 0; i < kept; i++)
        {
            sum += _weights[i];
            if (sum >= options.TopP * total)
            {
                return (i + 1, sum);
            }
        }

        return (kept, total);
    }

    private int Token(int rank) => (int)(uint)_ranking[rank];
}
