namespace VoxPilot.Llm.Grammar;

/// <summary>A regular expression as it has been read.</summary>
internal abstract record Pattern
{
    /// <summary>Characters that it has once its repetitions are written out.</summary>
    public abstract long Places { get; }

    /// <summary>Whether it matches the empty text.</summary>
    public abstract bool MayBeEmpty { get; }
}

/// <summary>One character of a set.</summary>
internal sealed record CharacterPattern(CodePoints Characters) : Pattern
{
    public override long Places => 1;

    public override bool MayBeEmpty => false;
}

/// <summary>One after the other.</summary>
internal sealed record SequencePattern(IReadOnlyList<Pattern> Items) : Pattern
{
    public override long Places => Items.Sum(item => item.Places);

    public override bool MayBeEmpty => Items.All(item => item.MayBeEmpty);
}

/// <summary>One of several.</summary>
internal sealed record ChoicePattern(IReadOnlyList<Pattern> Items) : Pattern
{
    public override long Places => Items.Sum(item => item.Places);

    public override bool MayBeEmpty => Items.Any(item => item.MayBeEmpty);
}

/// <summary>Again and again; null is no upper bound.</summary>
internal sealed record RepeatPattern(Pattern Item, int Least, int? Most) : Pattern
{
    public override long Places => Item.Places * Math.Max(1, Most ?? Least + 1);

    public override bool MayBeEmpty => Least == 0 || Item.MayBeEmpty;
}
