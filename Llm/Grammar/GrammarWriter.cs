using System.Globalization;

namespace VoxPilot.Llm.Grammar;

/// <summary>Writes nodes as the rules of a grammar whose root is <c>root</c>.</summary>
internal sealed class GrammarWriter
{
    private const string Space = "space";
    private const string Character = "char";

    // JSON's characters of a text, each one code point: as it is, by a short escape, or by number, surrogates in pairs only.
    private const string Characters = """
        char ::= [^\x22\x5C\x00-\x1F] | "\\" ([\x22\x5C/bfnrt] | "u" point)
        point ::= [0-9a-cA-Ce-fE-F] hex hex hex | [dD] [0-7] hex hex | [dD] [89abAB] hex hex "\\u" [dD] [c-fC-F] hex hex
        hex ::= [0-9a-fA-F]

        """;

    // A space after a comma or a colon, and the one that vocabularies put in front of the first word.
    private const string Spaces = "space ::= \" \" | \"\"\n";
    private const string Number = """("0" | [1-9] [0-9]{0,15}) ("." [0-9]{1,16})? ([eE] [\x2B\x2D]? [0-9]{1,2})?""";

    private const string AnyObject = $$"""
        root ::= space object
        value ::= object | array | text | number | "true" | "false" | "null"
        object ::= "{" (member ("," space member)*)? "}"
        member ::= text ":" space value
        array ::= "[" (value ("," space value)*)? "]"
        text ::= "\"" char* "\""
        number ::= "-"? {{Number}}

        """;

    private readonly GrammarRules _rules;
    private readonly Dictionary<SchemaNode, string> _names = [];
    private readonly Queue<(SchemaNode Node, string Name)> _waiting = new();

    private GrammarWriter(string path) => _rules = new GrammarRules(path);

    public static string Write(SchemaNode root)
    {
        var writer = new GrammarWriter(root.Path);
        writer._rules.Define("root", $"{Space} {writer.Name(root)}");
        while (writer._waiting.TryDequeue(out var next))
        {
            writer._rules.Define(next.Name, writer.Expression(next.Node));
        }

        return writer._rules + Spaces + Characters;
    }

    public static string WriteAnyObject() => AnyObject + Spaces + Characters;

    // Rules are written one after the other, not within each other: circles need no more than their names.
    private string Name(SchemaNode node)
    {
        if (node is UnionNode { Heads: [var only] })
        {
            return Name(only);
        }

        if (!_names.TryGetValue(node, out var name))
        {
            _names[node] = name = _rules.Reserve();
            _waiting.Enqueue((node, name));
        }

        return name;
    }

    private string Expression(SchemaNode node) => node switch
    {
        ObjectNode properties => Object(properties),
        ArrayNode array => Array(array),
        UnionNode union => Union(union),
        LiteralsNode literals => Literals(literals.Literals),
        TextNode text => _rules.Share($"text {text.Least} {text.Most}", () => $"\"\\\"\" {_rules.Repeat(Character, text.Least, text.Most)} \"\\\"\""),
        PatternNode pattern => _rules.Share($"pattern {pattern.Source}", () => $"\"\\\"\" {PatternWriter.Write(_rules, pattern.Pattern, pattern.Path)} \"\\\"\""),
        AnyNumberNode => _rules.Share("number", () => $"\"-\"? {Number}"),
        RangeNode range => _rules.Share($"range {range.Least} {range.Most} {range.FractionDigits}", () => NumberRange.Write(range.Least, range.Most, range.FractionDigits)),
        MultiplesNode multiples => _rules.Share($"multiples {multiples.Step}", () => Multiples(multiples)),
        _ => throw new ArgumentException($"A node of type {node.GetType().Name} is unknown.", nameof(node)),
    };

    private string Literals(IEnumerable<string> literals)
    {
        string[] sorted = [.. literals.Distinct().Order(StringComparer.Ordinal)];
        return _rules.Share($"literals {string.Join('\n', sorted)}", () => LiteralTrie.Write(_rules, sorted));
    }

    private string Union(UnionNode union)
    {
        var choices = union.Heads.Where(head => head is not LiteralsNode).Select(Name).ToList();
        string[] literals = [.. union.Heads.OfType<LiteralsNode>().SelectMany(head => head.Literals)];
        if (literals.Length > 0)
        {
            choices.Add(Literals(literals));
        }

        return string.Join(" | ", choices.Distinct());
    }

    private string Array(ArrayNode array)
    {
        if (array.Most == 0)
        {
            return "\"[]\"";
        }

        var item = Name(array.Items);
        var further = _rules.Repeat(_rules.Add($"\",\" {Space} {item}"), Math.Max(0, array.Least - 1), array.Most - 1);
        var items = GrammarRules.Sequence(item, further);
        return array.Least == 0 ? $"\"[\" ({items})? \"]\"" : $"\"[\" {items} \"]\"";
    }

    // In front of an optional property is a fork: it comes, or what would follow it comes. "First" is where no property has come yet.
    private string Object(ObjectNode node)
    {
        var properties = node.Properties;
        var first = new string[properties.Count + 1];
        var later = new string[properties.Count + 1];
        first[^1] = later[^1] = "\"}\"";
        for (var i = properties.Count - 1; i >= 0; i--)
        {
            if (!properties[i].Required)
            {
                (first[i], later[i]) = (_rules.Reserve(), _rules.Reserve());
            }
        }

        for (var i = properties.Count - 1; i >= 0; i--)
        {
            if (!properties[i].Required)
            {
                _rules.Define(first[i], $"{Member(properties[i])} {From(i + 1, true)} | {From(i + 1, false)}");
                _rules.Define(later[i], $"\",\" {Space} {Member(properties[i])} {From(i + 1, true)} | {From(i + 1, true)}");
            }
        }

        return $"\"{{\" {From(0, false)}";

        // All that follows from a property on, up to the next fork.
        string From(int index, bool isLater)
        {
            var items = new List<string>();
            for (; index < properties.Count && properties[index].Required; index++, isLater = true)
            {
                items.Add($"{(isLater ? $"\",\" {Space} " : "")}{Member(properties[index])}");
            }

            items.Add(isLater ? later[index] : first[index]);
            return string.Join(' ', items);
        }
    }

    private string Member(SchemaProperty property) => $"{GrammarRules.Literal(JsonLiteral.Of(property.Name) + ":")} {Space} {Name(property.Value)}";

    // The last digits tell, whatever stands in front of them; below 10^digits each multiple by itself.
    private string Multiples(MultiplesNode node)
    {
        var below = (int)Math.Pow(10, node.Digits);
        int[] multiples = [.. Enumerable.Range(0, (below - 1) / node.Step + 1).Select(i => i * node.Step)];
        var endings = _rules.Add(LiteralTrie.Write(_rules, multiples.Select(m => m.ToString("D" + node.Digits, CultureInfo.InvariantCulture))));
        var large = $"[1-9] [0-9]{{0,12}} {endings}";
        if (multiples.Length == 1)
        {
            return $"\"0\" | \"-\"? {large}";
        }

        var small = _rules.Add(LiteralTrie.Write(_rules, multiples.Skip(1).Select(m => m.ToString(CultureInfo.InvariantCulture))));
        return $"\"0\" | \"-\"? ({small} | {large})";
    }
}
