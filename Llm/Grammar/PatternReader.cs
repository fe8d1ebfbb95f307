using System.Globalization;
using System.Text;

namespace VoxPilot.Llm.Grammar;

/// <summary>
/// Reads the regular expressions of JSON Schema's pattern: ECMAScript's, in Unicode mode. Taken are characters, classes, . \d \w \s and their
/// opposites, escapes, groups, alternatives, quantifiers, and ^ and $ at the ends of the expression or of one of its outermost alternatives.
/// Not taken is what no grammar can say (references back, looking around, boundaries of words) and \p.
/// </summary>
internal ref struct PatternReader
{
    private const int Deepest = 16;

    private readonly string _path;
    private readonly ReadOnlySpan<Rune> _source;
    private int _at;
    private int _depth;

    private PatternReader(ReadOnlySpan<Rune> source, string path)
    {
        _source = source;
        _path = path;
    }

    private readonly bool AtEnd => _at == _source.Length;

    private readonly int Next => AtEnd ? -1 : _source[_at].Value;

    /// <summary>What an expression says about a whole text: without ^ or $ anything may stand before or after.</summary>
    public static Pattern Read(string source, string path)
    {
        var reader = new PatternReader([.. source.EnumerateRunes()], path);
        var branches = new List<Pattern>();
        do
        {
            branches.Add(reader.Branch());
        }
        while (reader.Take('|'));
        return reader.AtEnd ? One(branches) : throw reader.Fault(reader.Next == ')' ? "a ')' has no '('" : "^ and $ are supported at the ends only");
    }

    private static Pattern One(List<Pattern> choices) => choices.Count == 1 ? choices[0] : new ChoicePattern(choices);

    private SequencePattern Branch()
    {
        var anything = new RepeatPattern(new CharacterPattern(CodePoints.All), 0, null);
        var items = new List<Pattern>();
        if (!Take('^'))
        {
            items.Add(anything);
        }

        items.AddRange(Sequence());
        if (!Take('$'))
        {
            items.Add(anything);
        }

        return new SequencePattern(items);
    }

    private List<Pattern> Sequence()
    {
        var items = new List<Pattern>();
        while (!AtEnd && Next is not ('|' or ')') && !(Next == '$' && _depth == 0))
        {
            items.Add(Quantified());
        }

        return items;
    }

    private Pattern Quantified()
    {
        var item = Atom();
        var (least, most) = Quantifier();
        if ((least, most) == (1, 1))
        {
            return item;
        }

        Take('?'); // lazy: the same texts
        if (Next is '*' or '+' or '?' or '{')
        {
            throw Fault("a quantifier follows another");
        }

        return most is null && item.MayBeEmpty
            ? throw Fault("something that may be empty is repeated without end")
            : new RepeatPattern(item, least, most);
    }

    private (int Least, int? Most) Quantifier() =>
        Take('*') ? (0, null) : Take('+') ? (1, null) : Take('?') ? (0, 1) : Take('{') ? Counts() : (1, 1);

    private (int Least, int? Most) Counts()
    {
        var least = Number();
        int? most = least;
        if (Take(','))
        {
            most = Next == '}' ? null : Number();
        }

        return Take('}') && !(most < least) ? (least, most) : throw Fault("a quantifier is {m}, {m,} or {m,n}, with m not above n");
    }

    private int Number()
    {
        var start = _at;
        var number = 0;
        while (Next is >= '0' and <= '9' && number <= SchemaLimits.Readings)
        {
            number = 10 * number + Next - '0';
            _at++;
        }

        return _at > start && number <= SchemaLimits.Readings ? number : throw Fault($"a number from 0 to {SchemaLimits.Readings} is expected");
    }

    private Pattern Atom()
    {
        switch (Next)
        {
            case '(':
                return Group();
            case '[':
                return new CharacterPattern(Class());
            case '.':
                _at++;
                return new CharacterPattern(CodePoints.Dot);
            case '\\':
                return new CharacterPattern(Escape(inClass: false));
            case '^' or '$':
                throw Fault("^ and $ are supported at the ends only");
            case '*' or '+' or '?' or '{':
                throw Fault("a quantifier has nothing to repeat");
            default:
                var character = Next;
                _at++;
                return new CharacterPattern(CodePoints.Of((character, character)));
        }
    }

    private Pattern Group()
    {
        _at++;
        if (Take('?') && !Take(':'))
        {
            throw Fault("of the groups that begin with (? only (?: is supported");
        }

        if (++_depth > Deepest)
        {
            throw Fault($"groups stand in each other more than {Deepest} deep");
        }

        var branches = new List<Pattern>();
        do
        {
            branches.Add(new SequencePattern(Sequence()));
        }
        while (Take('|'));
        _depth--;
        return Take(')') ? One(branches) : throw Fault("a '(' has no ')'");
    }

    private CodePoints Class()
    {
        _at++;
        var inverted = Take('^');
        var sets = new List<CodePoints>();
        while (Next != ']')
        {
            var first = ClassItem();
            if (Next != '-' || _at + 1 == _source.Length || _source[_at + 1].Value == ']')
            {
                sets.Add(first);
                continue;
            }

            _at++;
            sets.Add(Between(first, ClassItem()));
        }

        _at++;
        var all = CodePoints.Union(sets);
        return inverted ? all.Complement() : all;
    }

    private readonly CodePoints Between(CodePoints first, CodePoints last) =>
        first.Ranges is [var from] && last.Ranges is [var to] && from.From == from.To && to.From == to.To && from.From <= to.To
            ? CodePoints.Of((from.From, to.To))
            : throw Fault("a range of a class goes from one character to one that is not before it");

    private CodePoints ClassItem()
    {
        if (AtEnd)
        {
            throw Fault("a '[' has no ']'");
        }

        if (Next == '\\')
        {
            return Escape(inClass: true);
        }

        var character = Next;
        _at++;
        return CodePoints.Of((character, character));
    }

    private CodePoints Escape(bool inClass)
    {
        _at++;
        var letter = Next;
        _at++;
        return letter switch
        {
            'd' => CodePoints.Digits,
            'D' => CodePoints.Digits.Complement(),
            'w' => CodePoints.Words,
            'W' => CodePoints.Words.Complement(),
            's' => CodePoints.Spaces,
            'S' => CodePoints.Spaces.Complement(),
            't' => Single('\t'),
            'n' => Single('\n'),
            'r' => Single('\r'),
            'f' => Single('\f'),
            'v' => Single('\v'),
            'b' when inClass => Single('\b'),
            'x' => Single(Hexadecimal(2)),
            'u' when Take('{') => Single(Braced()),
            'u' => Single(Hexadecimal(4)),
            > 0 and < 128 when !char.IsAsciiLetterOrDigit((char)letter) => Single(letter),
            _ => throw Fault("this escape is not supported"),
        };
    }

    private readonly CodePoints Single(int point) =>
        Rune.IsValid(point) ? CodePoints.Of((point, point)) : throw Fault("half of a surrogate pair, or no character; write \\u{…} in one");

    private int Braced()
    {
        var length = 0;
        while (_at + length < _source.Length && _source[_at + length].Value != '}')
        {
            length++;
        }

        var point = Hexadecimal(length is >= 1 and <= 6 ? length : throw Fault("\\u{…} holds one to six digits"));
        Take('}');
        return point;
    }

    private int Hexadecimal(int digits)
    {
        var text = new StringBuilder();
        for (var i = 0; i < digits && !AtEnd; i++)
        {
            text.Append(_source[_at++]);
        }

        return text.Length == digits && int.TryParse(text.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Fault($"{digits} hexadecimal digits are expected");
    }

    private bool Take(char character)
    {
        if (Next != character)
        {
            return false;
        }

        _at++;
        return true;
    }

    private readonly Core.InvalidInputException Fault(string what) =>
        SchemaPath.Refusal(_path, $"The pattern cannot be followed, at its character {Math.Min(_at, _source.Length)}: {what}.");
}
