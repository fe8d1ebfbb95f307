using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoxPilot.Jobs.Pipe;

/// <summary>JSON between a run and its worker: snake_case, a message on each line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(RunMessage))]
internal sealed partial class RunJson : JsonSerializerContext
{
    /// <summary>Reads a line; null where it holds no message: something that a library wrote.</summary>
    public static RunMessage? Read(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize(line, Default.RunMessage);
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
