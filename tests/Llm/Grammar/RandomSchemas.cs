using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoxPilot.Llm.Tests.Grammar;

/// <summary>Schemas made up by chance. Texts and numbers are bounded, so that a model without sense comes to an end.</summary>
internal sealed class RandomSchemas(int seed)
{
    private static readonly string[] Names = ["car", "bus", "é", "a b", "\"q\"", "x\\y", "n_1", "類", "🚗", "carbon"];
    private readonly Random _random = new(seed);

    public JsonElement Next()
    {
        var root = Any(0);
        root["$defs"] = new JsonObject
        {
            ["leaf"] = Leaf(),
            ["tree"] = Object(("size", Leaf(), true), ("next", new JsonObject { ["anyOf"] = new JsonArray(Reference("tree"), new JsonObject { ["type"] = "null" }) }, false)),
            ["list"] = new JsonObject { ["type"] = "array", ["maxItems"] = 2, ["items"] = new JsonObject { ["anyOf"] = new JsonArray(Reference("list"), Reference("leaf")) } },
        };
        return JsonSerializer.SerializeToElement(root);
    }

    private JsonObject Any(int depth) => depth > 2 ? Leaf() : _random.Next(9) switch
    {
        0 or 1 or 2 => Object([.. Enumerable.Range(0, _random.Next(5)).Select(_ => (Pick(Names), Any(depth + 1), _random.Next(2) == 0)).DistinctBy(p => p.Item1)]),
        3 or 4 => Array(depth),
        5 => new JsonObject { ["anyOf"] = new JsonArray([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Any(depth + 1))]) },
        6 => Reference(Pick("leaf", "tree", "list")),
        _ => Leaf(),
    };

    private JsonObject Array(int depth)
    {
        var least = _random.Next(3);
        return new JsonObject { ["type"] = "array", ["items"] = Any(depth + 1), ["minItems"] = least, ["maxItems"] = least + _random.Next(3) };
    }

    private JsonObject Leaf()
    {
        switch (_random.Next(9))
        {
            case 0:
                return new JsonObject { ["enum"] = new JsonArray("left", "lef", "straight on", "日本", null, 1, 12, 1.5, true) };
            case 1:
                return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(Pick(Names), "none") };
            case 2:
                return new JsonObject { ["const"] = Pick(Names) };
            case 3:
                var least = _random.Next(3);
                return new JsonObject { ["type"] = "string", ["minLength"] = least, ["maxLength"] = least + _random.Next(8) };
            case 4:
                return new JsonObject { ["type"] = "string", ["pattern"] = Pick("^[a-c]{2,4}$", "^(?:left|right)-\\d+$", "^.{0,3}x$", "^[^a-z]?\"\\\\$") };
            case 5:
                return new JsonObject { ["type"] = "string", ["format"] = Pick("date", "time", "date-time", "duration", "ipv4", "ipv6", "uuid", "hostname", "email") };
            case 6:
                var from = _random.Next(-300, 300);
                return new JsonObject { ["type"] = "integer", ["minimum"] = from, [Pick("maximum", "exclusiveMaximum")] = from + _random.Next(1, 5000) };
            case 7:
                var low = Math.Round((decimal)(400 * _random.NextDouble() - 200), _random.Next(4));
                return new JsonObject { ["type"] = "number", [Pick("minimum", "exclusiveMinimum")] = low, ["maximum"] = low + Math.Round((decimal)(5 * _random.NextDouble()), 2) + 0.01m };
            default:
                return new JsonObject { ["type"] = new JsonArray("boolean", "null", Pick("integer", "number")) };
        }
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Object(params (string Name, JsonObject Value, bool Required)[] properties) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Name, p.Value))),
        ["required"] = new JsonArray([.. properties.Where(p => p.Required).Select(p => JsonValue.Create(p.Name))]),
        ["additionalProperties"] = false,
    };

    private string Pick(params string[] of) => of[_random.Next(of.Length)];
}
