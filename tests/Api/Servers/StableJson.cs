using System.Text.Json.Nodes;

namespace VoxPilot.Api.Tests.Servers;

/// <summary>A body without what may differ between two answers to the same request: timings, ids, times and trace ids.</summary>
internal static class StableJson
{
    public static string Of(JsonNode node)
    {
        JsonNode copy = node.DeepClone();
        Strip(copy);
        return copy.ToJsonString();
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list)
            {
                Strip(item);
            }
        }
        else if (node is JsonObject fields)
        {
            foreach (string name in fields.Select(pair => pair.Key).ToList())
            {
                if (name is "timings" or "id" or "trace_id" || name.EndsWith("_at", StringComparison.Ordinal))
                {
                    fields.Remove(name);
                }
                else
                {
                    Strip(fields[name]);
                }
            }
        }
    }
}
