namespace VoxPilot.Llm.Sampling;

/// <summary>
/// Chooses the next token from logits. Temperature 0 takes the largest logit, the lowest id among equals. Otherwise: divide by the
/// temperature, keep the top k, of these the fewest whose probabilities reach top p, and draw. The n-th draw depends on the seed and n alone.
/// Under a constraint the choice is checked first, and only where it may not come next is it made again among those tokens that may:
/// looking at one token is cheap, at the whole vocabulary it is not. Without top k and top p that gives the model's probabilities
/// among the allowed tokens.
/// </summary>
internal sealed class TokenSampler(GenerationOptions options, ITokenConstraint? constraint = null)
{
    private ulong[] _ranking = [];
    private double[] _weights = [];
    private float[] _allowed = [];
    private SplitMix64 _random = new(options.Seed);
    private SplitMix64 _again = new(~options.Seed); // draws of its own, so that the first ones do not depend on what was refused

    public int Next(ReadOnlySpan<float> logits)
    {
        var token = Choose(logits, logits.Length, ref _random);
        if (constraint is not null)
        {
            token = constraint.Allows(token) ? token : ChooseAllowed(logits, constraint);
            constraint.Accept(token);
        }

        return token;
    }

    private int ChooseAllowed(ReadOnlySpan<float> logits, ITokenConstraint among)
    {
        if (_allowed.Length != logits.Length)
        {
            _allowed = new float[logits.Length];
        }

        logits.CopyTo(_allowed);
        var count = among.Mask(_allowed);
        return count > 0
            ? Choose(_allowed, count, ref _again)
            : throw new LanguageRuntimeException("No token of the vocabulary continues the grammar; it asks for characters that the vocabulary has not, or for an end token that is not there.");
    }

    private int Choose(ReadOnlySpan<float> logits, int possible, ref SplitMix64 random) =>
        options.Temperature <= 0 ? Largest(logits) : Draw(logits, possible, ref random);

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

    private int Draw(ReadOnlySpan<float> logits, int possible, ref SplitMix64 random)
    {
        var kept = Rank(logits, possible);
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

        var threshold = random.Uniform() * total;
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

    private int Rank(ReadOnlySpan<float> logits, int possible)
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
        return options.TopK > 0 ? Math.Min(options.TopK, possible) : possible;
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
