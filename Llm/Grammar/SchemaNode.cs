namespace VoxPilot.Llm.Grammar;

/// <summary>A schema as it has been read. Nodes are told apart by identity: recursion makes circles of them.</summary>
internal abstract class SchemaNode(string path)
{
    /// <summary>Its JSON path.</summary>
    public string Path { get; } = path;
}

/// <summary>A closed object.</summary>
internal sealed class ObjectNode(string path, IReadOnlyList<SchemaProperty> properties) : SchemaNode(path)
{
    /// <summary>In the order in which they are written.</summary>
    public IReadOnlyList<SchemaProperty> Properties { get; } = properties;
}

/// <summary>A property of an object.</summary>
internal sealed record SchemaProperty(string Name, SchemaNode Value, bool Required);

/// <summary>An array of equal items; null is no upper bound.</summary>
internal sealed class ArrayNode(string path, SchemaNode items, int least, int? most) : SchemaNode(path)
{
    public SchemaNode Items { get; } = items;

    public int Least { get; } = least;

    public int? Most { get; } = most;
}

/// <summary>Any text of so many characters (code points); null is no upper bound.</summary>
internal sealed class TextNode(string path, int least, int? most) : SchemaNode(path)
{
    public int Least { get; } = least;

    public int? Most { get; } = most;
}

/// <summary>A text by a regular expression.</summary>
/// <param name="path">Its JSON path.</param>
/// <param name="source">The expression as it was written.</param>
/// <param name="pattern">What it means, for the whole text.</param>
/// <param name="readings">How many of its places may be open at once.</param>
internal sealed class PatternNode(string path, string source, Pattern pattern, int readings) : SchemaNode(path)
{
    public string Source { get; } = source;

    public Pattern Pattern { get; } = pattern;

    public int Readings { get; } = readings;
}

/// <summary>Any number of up to 16 digits before and after the point, and an exponent of up to two.</summary>
internal sealed class AnyNumberNode(string path) : SchemaNode(path);

/// <summary>Numbers from one bound to the other, both included, with so many digits after the point at most.</summary>
internal sealed class RangeNode(string path, decimal least, decimal most, int fractionDigits) : SchemaNode(path)
{
    public decimal Least { get; } = least;

    public decimal Most { get; } = most;

    public int FractionDigits { get; } = fractionDigits;
}

/// <summary>Integers that are multiples of a step, which divides 10^<see cref="Digits"/>: their last digits tell.</summary>
internal sealed class MultiplesNode(string path, int step, int digits) : SchemaNode(path)
{
    public int Step { get; } = step;

    public int Digits { get; } = digits;
}

/// <summary>Some values, as JSON.</summary>
internal sealed class LiteralsNode(string path, IReadOnlyList<string> literals) : SchemaNode(path)
{
    public IReadOnlyList<string> Literals { get; } = literals;
}

/// <summary>One of several: anyOf, a list of types, or with one alternative a $ref.</summary>
internal sealed class UnionNode(string path) : SchemaNode(path)
{
    private List<SchemaNode>? _heads;

    public List<SchemaNode> Alternatives { get; } = [];

    /// <summary>What it comes down to once unions within it are opened: each once, none of them a union. Taken when all has been read.</summary>
    public IReadOnlyList<SchemaNode> Heads => _heads ??= Open();

    private List<SchemaNode> Open()
    {
        var heads = new List<SchemaNode>();
        var seen = new HashSet<SchemaNode> { this };
        var open = new Stack<SchemaNode>(Enumerable.Reverse(Alternatives));
        while (open.TryPop(out var node))
        {
            if (!seen.Add(node))
            {
                continue;
            }

            if (node is not UnionNode union)
            {
                heads.Add(node);
                continue;
            }

            var within = union._heads ?? union.Alternatives; // long chains of references are opened from their ends
            for (var i = within.Count - 1; i >= 0; i--)
            {
                open.Push(within[i]);
            }
        }

        return heads;
    }
}
