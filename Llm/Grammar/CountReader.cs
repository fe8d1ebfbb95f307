using System.Text.Json;

namespace VoxPilot.Llm.Grammar;

/// <summary>Reads how many items or characters there are: minItems and maxItems, minLength and maxLength.</summary>
internal static class CountReader
{
    /// <summary>The bounds; null is no upper bound. An upper bound above <see cref="SchemaLimits.Repetition"/> is lowered to it, which keeps within the schema.</summary>
    public static (int Least, int? Most) Read(JsonElement schema, string path, string leastName, string mostName)
    {
        var least = Count(schema, path, leastName) ?? 0;
        var most = Count(schema, path, mostName);
        if (least > SchemaLimits.Repetition)
        {
            throw SchemaPath.Refusal($"{path}.{leastName}", $"At most {SchemaLimits.Repetition} is supported here.");
        }

        return most < least
            ? throw SchemaPath.Refusal($"{path}.{mostName}", $"{mostName} is less than {leastName}, so that nothing is left.")
            : ((int)least, most is { } bound ? (int)Math.Min(bound, SchemaLimits.Repetition) : null);
    }

    private static long? Count(JsonElement schema, string path, string name)
    {
        if (!schema.TryGetProperty(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count >= 0
            ? count
            : throw SchemaPath.Refusal($"{path}.{name}", "A whole number from 0 on is expected here.");
    }
}
