using System.Text.Json;

namespace VoxPilot.Llm.Grammar;

/// <summary>Reads a schema into nodes and refuses what they cannot hold.</summary>
internal sealed class SchemaReader(JsonElement root, string path)
{
    private static readonly string[] Annotations = ["title", "description", "default", "examples", "$comment", "deprecated", "readOnly", "writeOnly", "$defs", "definitions"];
    private static readonly string[] RootAnnotations = ["$schema", "$id"];

    private static readonly Dictionary<string, string[]> OfType = new()
    {
        ["object"] = ["properties", "required", "additionalProperties"],
        ["array"] = ["items", "minItems", "maxItems"],
        ["string"] = ["pattern", "format", "minLength", "maxLength"],
        ["number"] = NumberReader.Keywords,
        ["integer"] = NumberReader.Keywords,
        ["boolean"] = [],
        ["null"] = [],
    };

    private readonly List<SchemaNode> _nodes = [];
    private readonly Dictionary<string, UnionNode> _references = [];
    private readonly Queue<(JsonElement Schema, UnionNode Target)> _referred = new();
    private int _schemas;
    private int _properties;
    private int _values;
    private int _characters;

    /// <summary>All nodes that were read.</summary>
    public IReadOnlyList<SchemaNode> Nodes => _nodes;

    public SchemaNode Read()
    {
        var node = Refer("#", path);
        while (_referred.TryDequeue(out var next))
        {
            next.Target.Alternatives.Add(Schema(next.Schema, next.Target.Path, 0));
        }

        return node;
    }

    // A place that $ref names is read once, and not before the place that names it is done: chains and circles of references cost no stack.
    private UnionNode Refer(string reference, string at)
    {
        if (!_references.TryGetValue(reference, out var node))
        {
            var (schema, place) = SchemaPointer.Resolve(root, path, reference, at);
            _references[reference] = node = Add(new UnionNode(place));
            _referred.Enqueue((schema, node));
        }

        return node;
    }

    private T Add<T>(T node) where T : SchemaNode
    {
        _nodes.Add(node);
        return node;
    }

    private SchemaNode Schema(JsonElement schema, string at, int depth)
    {
        if (depth > SchemaLimits.Depth)
        {
            throw SchemaPath.Refusal(at, $"Schemas stand in each other more than {SchemaLimits.Depth} deep here; make the schema flatter.");
        }

        if (++_schemas > SchemaLimits.Nodes)
        {
            throw SchemaPath.Refusal(at, $"The schema is made up of more than {SchemaLimits.Nodes} schemas; make it smaller.");
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            throw SchemaPath.Refusal(at, "A schema is expected here, as an object; true, false and other values are not supported as schemas.");
        }

        if (schema.TryGetProperty("$ref", out var reference))
        {
            AllowOnly(schema, at, "$ref");
            return Refer(SchemaPath.Text(reference, $"{at}.$ref"), $"{at}.$ref");
        }

        if (schema.TryGetProperty("anyOf", out var choices))
        {
            AllowOnly(schema, at, "anyOf");
            return Union(choices, at, depth);
        }

        var types = Types(schema, at);
        if (schema.TryGetProperty("const", out var value))
        {
            AllowOnly(schema, at, "const", "type");
            return Add(new LiteralsNode(at, [Literal(value, $"{at}.const", types)]));
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            AllowOnly(schema, at, "enum", "type");
            return Add(new LiteralsNode(at, Literals(values, $"{at}.enum", types)));
        }

        if (types is null)
        {
            AllowOnly(schema, at, [.. OfType.Values.SelectMany(keywords => keywords)]); // an unknown keyword is the better message
            throw SchemaPath.Refusal(at, "A schema needs one of type, enum, const, anyOf and $ref.");
        }

        AllowOnly(schema, at, [.. types.SelectMany(type => OfType[type]), "type"]);
        var nodes = types.ConvertAll(type => OfOneType(schema, at, type, depth));
        if (nodes.Count == 1)
        {
            return nodes[0];
        }

        var union = Add(new UnionNode(at));
        union.Alternatives.AddRange(nodes);
        return union;
    }

    private SchemaNode OfOneType(JsonElement schema, string at, string type, int depth) => Add<SchemaNode>(type switch
    {
        "object" => Object(schema, at, depth),
        "array" => Array(schema, at, depth),
        "string" => TextSchemaReader.Read(schema, at),
        "boolean" => new LiteralsNode(at, ["true", "false"]),
        "null" => new LiteralsNode(at, ["null"]),
        _ => NumberReader.Read(schema, at, integer: type == "integer"),
    });

    private ObjectNode Object(JsonElement schema, string at, int depth)
    {
        var open = schema.TryGetProperty("additionalProperties", out var further);
        if (open && further.ValueKind != JsonValueKind.False)
        {
            throw SchemaPath.Refusal($"{at}.additionalProperties", "Only false is supported here: an answer holds the properties that the schema names.");
        }

        if (!schema.TryGetProperty("properties", out var named))
        {
            return open
                ? new ObjectNode(at, [])
                : throw SchemaPath.Refusal(at, "An object needs its properties; an object of any properties is the response format json_object, for the whole answer only.");
        }

        var required = Required(schema, at);
        var properties = new List<SchemaProperty>();
        foreach (var (name, value) in SchemaPath.Members(named, $"{at}.properties"))
        {
            var place = SchemaPath.Child($"{at}.properties", name);
            if (++_properties > SchemaLimits.Properties)
            {
                throw SchemaPath.Refusal(place, $"The schema has more than {SchemaLimits.Properties} properties; name fewer.");
            }

            CountCharacters(name, place);
            properties.Add(new SchemaProperty(name, Schema(value, place, depth + 1), required.Remove(name)));
        }

        return required.Count == 0
            ? new ObjectNode(at, properties)
            : throw SchemaPath.Refusal($"{at}.required", $"Required is {SchemaPath.Quoted(required.Order(StringComparer.Ordinal).First())}, which is not among the properties.");
    }

    private static HashSet<string> Required(JsonElement schema, string at)
    {
        var required = new HashSet<string>(StringComparer.Ordinal);
        if (schema.TryGetProperty("required", out var names))
        {
            var items = Items(names, $"{at}.required");
            for (var i = 0; i < items.Count; i++)
            {
                required.Add(SchemaPath.Text(items[i], SchemaPath.Item($"{at}.required", i)));
            }
        }

        return required;
    }

    private ArrayNode Array(JsonElement schema, string at, int depth)
    {
        if (!schema.TryGetProperty("items", out var items))
        {
            throw SchemaPath.Refusal(at, "An array needs the schema of its items, as items.");
        }

        var (least, most) = CountReader.Read(schema, at, "minItems", "maxItems");
        return new ArrayNode(at, Schema(items, $"{at}.items", depth + 1), least, most);
    }

    private UnionNode Union(JsonElement choices, string at, int depth)
    {
        var union = Add(new UnionNode(at));
        var items = Items(choices, $"{at}.anyOf");
        for (var i = 0; i < items.Count; i++)
        {
            union.Alternatives.Add(Schema(items[i], SchemaPath.Item($"{at}.anyOf", i), depth + 1));
        }

        return items.Count > 0 ? union : throw SchemaPath.Refusal($"{at}.anyOf", "anyOf needs at least one schema.");
    }

    private static List<string>? Types(JsonElement schema, string at)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return null;
        }

        List<JsonElement> names = type.ValueKind == JsonValueKind.Array ? Items(type, $"{at}.type") : [type];
        var types = names.ConvertAll(name => SchemaPath.Text(name, $"{at}.type"));
        return types.Count > 0 && types.TrueForAll(OfType.ContainsKey) && types.Distinct().Count() == types.Count
            ? types
            : throw SchemaPath.Refusal($"{at}.type", "A type is one of object, array, string, number, integer, boolean and null, or a list of some of them.");
    }

    private List<string> Literals(JsonElement values, string at, List<string>? types)
    {
        var items = Items(values, at);
        var literals = new List<string>();
        for (var i = 0; i < items.Count; i++)
        {
            literals.Add(Literal(items[i], SchemaPath.Item(at, i), types));
        }

        return literals.Count > 0 ? literals : throw SchemaPath.Refusal(at, "enum needs at least one value.");
    }

    private string Literal(JsonElement value, string at, List<string>? types)
    {
        if (++_values > SchemaLimits.Values)
        {
            throw SchemaPath.Refusal(at, $"The schema has more than {SchemaLimits.Values} values in enum and const; name fewer.");
        }

        var (literal, type) = JsonLiteral.Of(value, at);
        CountCharacters(literal, at);
        return types is null || types.Contains(type) || (type == "integer" && types.Contains("number"))
            ? literal
            : throw SchemaPath.Refusal(at, $"This value is not of the type that stands beside it ({string.Join(", ", types)}).");
    }

    private void CountCharacters(string text, string at)
    {
        _characters += text.Length;
        if (_characters > SchemaLimits.Characters)
        {
            throw SchemaPath.Refusal(at, $"Names of properties and values of enum and const have more than {SchemaLimits.Characters} characters together; make them shorter.");
        }
    }

    private static List<JsonElement> Items(JsonElement list, string at) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : throw SchemaPath.Refusal(at, "A list is expected here.");

    private void AllowOnly(JsonElement schema, string at, params string[] keywords)
    {
        foreach (var (name, _) in SchemaPath.Members(schema, at))
        {
            if (!keywords.Contains(name) && !Annotations.Contains(name) && !(at == path && RootAnnotations.Contains(name)))
            {
                throw SchemaPath.Refusal(SchemaPath.Child(at, name), $"This keyword is not supported here. Beside annotations (title, description …) this schema may hold {string.Join(", ", keywords.Distinct())}.");
            }
        }
    }
}
