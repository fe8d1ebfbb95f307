using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoxPilot.Api.Tests.Servers;

/// <summary>A body without what may differ between two answers to the same request: timings, ids, times and trace ids. Numbers are written one way, whoever wrote them.</summary>
internal static class StableJson
{
    public static string Of(JsonNode node) => Stable(node)!.ToJsonString();

    private static JsonNode? Stable(JsonNode? node) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(Stable)]),
        JsonObject fields => new JsonObject(fields.Where(pair => !Varies(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, Stable(pair.Value)))),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number =>
            JsonValue.Create(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };

    private static bool Varies(string field) =>
        field is "timings" or "id" or "trace_id" || field.EndsWith("_at", StringComparison.Ordinal);
}
