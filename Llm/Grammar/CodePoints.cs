namespace VoxPilot.Llm.Grammar;

/// <summary>A set of Unicode code points.</summary>
internal sealed class CodePoints
{
    private const int Last = 0x10FFFF;

    // Ascending, not touching each other.
    private readonly List<(int From, int To)> _ranges;

    private CodePoints(IEnumerable<(int From, int To)> ranges)
    {
        _ranges = [];
        foreach (var (from, to) in ranges.Order())
        {
            if (_ranges.Count > 0 && from <= _ranges[^1].To + 1)
            {
                _ranges[^1] = (_ranges[^1].From, Math.Max(_ranges[^1].To, to));
            }
            else
            {
                _ranges.Add((from, to));
            }
        }
    }

    /// <summary>ECMAScript's \d.</summary>
    public static CodePoints Digits { get; } = Of(('0', '9'));

    /// <summary>ECMAScript's \w.</summary>
    public static CodePoints Words { get; } = Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    /// <summary>ECMAScript's \s: white space and ends of lines.</summary>
    public static CodePoints Spaces { get; } =
        Of((9, 13), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF));

    /// <summary>ECMAScript's dot: all but the ends of lines.</summary>
    public static CodePoints Dot { get; } = Of(('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)).Complement();

    public static CodePoints All { get; } = Of((0, Last));

    public IReadOnlyList<(int From, int To)> Ranges => _ranges;

    public bool IsEmpty => _ranges.Count == 0;

    public static CodePoints Of(params (int From, int To)[] ranges) => new(ranges);

    public static CodePoints Union(IEnumerable<CodePoints> sets) => new(sets.SelectMany(set => set._ranges));

    public bool Contains(int point) => _ranges.Exists(range => range.From <= point && point <= range.To);

    public CodePoints Complement()
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (from, to) in _ranges)
        {
            if (from > next)
            {
                gaps.Add((next, from - 1));
            }

            next = to + 1;
        }

        if (next <= Last)
        {
            gaps.Add((next, Last));
        }

        return new CodePoints(gaps);
    }

    public CodePoints Without(CodePoints other) => Union([Complement(), other]).Complement();
}
