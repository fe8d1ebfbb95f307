namespace VoxPilot.Llm.Grammar;

/// <summary>
/// How many readings of an answer's beginning may be open at the same time. llama.cpp follows each of them in every step, and they multiply
/// where alternatives that begin alike stand within each other: a few lines of schema could hold up the server for good. Objects whose first
/// property tells them apart (its name, or one fixed value) do not multiply; that is how alternatives are usually written.
/// </summary>
internal static class SchemaAmbiguity
{
    /// <exception cref="Core.InvalidInputException">More than <see cref="SchemaLimits.Readings"/> may be open.</exception>
    public static void Check(IReadOnlyList<SchemaNode> nodes)
    {
        var readings = new Dictionary<SchemaNode, int>();
        foreach (var node in nodes)
        {
            readings[node] = 1;
        }

        // Circles make the counts depend on each other: they only grow, until they agree or one is too large.
        bool changed;
        do
        {
            changed = false;
            for (var i = nodes.Count - 1; i >= 0; i--)
            {
                var count = Count(nodes[i], readings);
                changed |= count > readings[nodes[i]];
                readings[nodes[i]] = count <= SchemaLimits.Readings ? count : throw SchemaPath.Refusal(
                    nodes[i].Path,
                    $"More than {SchemaLimits.Readings} readings of an answer may be open at once here. Give the objects of an anyOf a first property, required and with a const, that tells them apart, or name fewer alternatives and optional properties.");
            }
        }
        while (changed);
    }

    private static int Count(SchemaNode node, Dictionary<SchemaNode, int> readings) => node switch
    {
        PatternNode pattern => pattern.Readings,
        ArrayNode array => readings[array.Items],
        ObjectNode properties => Math.Max(OptionalRun(properties) + 1, properties.Properties.Select(p => readings[p.Value]).DefaultIfEmpty(1).Max()),
        UnionNode union => Count(union, readings),
        _ => 1,
    };

    private static int Count(UnionNode union, Dictionary<SchemaNode, int> readings)
    {
        var heads = union.Heads;
        if (heads.Count == 0)
        {
            throw SchemaPath.Refusal(union.Path, "This schema refers to nothing but itself.");
        }

        if (heads.Count > SchemaLimits.Readings)
        {
            return heads.Count;
        }

        var objects = Objects([.. heads.OfType<ObjectNode>()], readings);
        var arrays = heads.OfType<ArrayNode>().Sum(head => readings[head]);
        var rest = heads.Where(head => head is not (ObjectNode or ArrayNode)).Sum(head => readings[head]);
        return Math.Max(heads.Count, Math.Max(objects, Math.Max(arrays, rest)));
    }

    // Those that are told apart exclude each other once they are.
    private static int Objects(List<ObjectNode> objects, Dictionary<SchemaNode, int> readings)
    {
        var told = 0;
        var untold = 0;
        foreach (var group in objects.GroupBy(o => o.Properties is [{ Required: true } first, ..] ? first.Name : null))
        {
            var seen = new HashSet<string>();
            var alone = group.Key is not null && group.Count() == 1;
            foreach (var one in group)
            {
                if (alone || (group.Key is not null && Tags(one) is { } tags && tags.All(seen.Add)))
                {
                    told = Math.Max(told, readings[one]);
                }
                else
                {
                    untold += readings[one];
                }
            }
        }

        return told + untold;
    }

    private static IReadOnlyList<string>? Tags(ObjectNode one) => one.Properties[0].Value switch
    {
        LiteralsNode literals => literals.Literals,
        UnionNode { Heads: [LiteralsNode literals] } => literals.Literals,
        _ => null,
    };

    private static int OptionalRun(ObjectNode node)
    {
        var longest = 0;
        var run = 0;
        foreach (var property in node.Properties)
        {
            run = property.Required ? 0 : run + 1;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
