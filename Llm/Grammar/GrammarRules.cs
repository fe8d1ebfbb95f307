using System.Globalization;
using System.Text;
using VoxPilot.Core;

namespace VoxPilot.Llm.Grammar;

/// <summary>
/// The rules of a grammar in GBNF, and how its expressions are written. All of it is ASCII. No rule begins with itself, directly or by way of
/// others: llama.cpp cannot follow that.
/// </summary>
internal sealed class GrammarRules(string path)
{
    /// <summary>Nothing.</summary>
    public const string Nothing = "\"\"";

    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _shared = [];
    private int _names;
    private int _repetitions;

    public override string ToString() => _text.ToString();

    /// <summary>A name for a rule that is defined later.</summary>
    public string Reserve() => string.Create(CultureInfo.InvariantCulture, $"r{_names++}");

    /// <summary>Defines a rule.</summary>
    public void Define(string name, string expression)
    {
        _text.Append(name).Append(" ::= ").Append(expression).Append('\n');
        if (_text.Length > SchemaLimits.GrammarCharacters)
        {
            throw TooLarge();
        }
    }

    /// <summary>Defines a rule and gives its name.</summary>
    public string Add(string expression)
    {
        var name = Reserve();
        Define(name, expression);
        return name;
    }

    /// <summary>As <see cref="Add"/>, once for each key.</summary>
    public string Share(string key, Func<string> expression)
    {
        if (!_shared.TryGetValue(key, out var name))
        {
            _shared[key] = name = Add(expression());
        }

        return name;
    }

    /// <summary>A rule, so many times; null is no upper bound.</summary>
    public string Repeat(string rule, int least, int? most)
    {
        _repetitions += most ?? least;
        if (_repetitions > SchemaLimits.Repetitions)
        {
            throw TooLarge();
        }

        return (least, most) switch
        {
            (0, 0) => Nothing,
            (0, null) => $"{rule}*",
            (1, null) => $"{rule}+",
            (0, 1) => $"{rule}?",
            (1, 1) => rule,
            _ => string.Create(CultureInfo.InvariantCulture, $"{rule}{{{least},{most}}}"),
        };
    }

    /// <summary>One after the other.</summary>
    public static string Sequence(params IEnumerable<string> items) => string.Join(' ', items.Where(item => item != Nothing).DefaultIfEmpty(Nothing));

    /// <summary>One of several, in brackets where there is more than one.</summary>
    public static string Choice(params IReadOnlyList<string> items) => items.Count == 1 ? items[0] : $"({string.Join(" | ", items)})";

    /// <summary>A fixed text.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            literal.Append(Character(rune.Value));
        }

        return literal.Append('"').ToString();
    }

    /// <summary>One character of a set that is not empty.</summary>
    public static string Class(CodePoints characters)
    {
        var text = new StringBuilder("[");
        foreach (var (from, to) in characters.Ranges)
        {
            text.Append(Character(from));
            if (to > from)
            {
                text.Append('-').Append(Character(to));
            }
        }

        return text.Append(']').ToString();
    }

    private static string Character(int point) => point switch
    {
        _ when point < 128 && char.IsAsciiLetterOrDigit((char)point) => ((char)point).ToString(),
        ' ' or ':' or ',' or '{' or '}' or '_' or '.' => ((char)point).ToString(),
        < 0x100 => string.Create(CultureInfo.InvariantCulture, $"\\x{point:X2}"),
        < 0x10000 => string.Create(CultureInfo.InvariantCulture, $"\\u{point:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{point:X8}"),
    };

    private InvalidInputException TooLarge() => SchemaPath.Refusal(
        path, $"The grammar of this schema would have more than {SchemaLimits.GrammarCharacters} characters or {SchemaLimits.Repetitions} counted repetitions; make the schema smaller.");
}
