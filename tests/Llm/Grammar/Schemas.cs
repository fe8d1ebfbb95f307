using System.Text.Json;

namespace VoxPilot.Llm.Tests.Grammar;

internal static class Schemas
{
    public const string Path = "schema";

    public static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    public static string Convert(string json) => JsonSchemaGrammar.Convert(Parse(json), Path);
}
