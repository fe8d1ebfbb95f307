namespace VoxPilot.Core.Metrics;

/// <summary>The best stretch found so far: the longest with what it looks ahead at, among equals the first rule.</summary>
internal struct PtbMatch
{
    private int reach;

    /// <summary>What it is.</summary>
    public PtbRule Rule { get; private set; }

    /// <summary>Characters that the token is made of.</summary>
    public int Shown { get; private set; }

    /// <summary>Characters after which the text goes on: <see cref="Shown"/>, or fewer where a full stop is read twice.</summary>
    public int Length { get; private set; }

    /// <summary>Takes a stretch if it is better.</summary>
    /// <param name="rule">What it is.</param>
    /// <param name="length">Its characters; none if 0 or less.</param>
    /// <param name="ahead">Characters after it that it has looked at.</param>
    public void Offer(PtbRule rule, int length, int ahead = 0)
    {
        int total = length + ahead;
        if (length > 0 && (total > reach || total == reach && rule < Rule))
        {
            (reach, Rule, Shown, Length) = (total, rule, length, length);
        }
    }

    /// <summary>As <see cref="Offer"/>, with a last character that is read again.</summary>
    public void OfferAndReadLastAgain(PtbRule rule, int length)
    {
        int before = reach;
        Offer(rule, length);
        if (reach > before)
        {
            Length = length - 1;
        }
    }
}
