using System.Text.Json;
using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>What a teacher is made from.</summary>
/// <param name="Name">What teacher.json calls the weights, if anything.</param>
/// <param name="Weights">Path of the safetensors file, which is there.</param>
/// <param name="Device">Where the teacher goes.</param>
/// <param name="Config">The architecture, not read yet.</param>
internal sealed record TeacherSource(string? Name, string Weights, string Device, JsonElement Config)
{
    /// <summary>The architecture as its kind's record.</summary>
    /// <exception cref="InvalidInputException">A field is missing, unknown or of another type.</exception>
    public T Read<T>() where T : class
    {
        try
        {
            return Config.Deserialize<T>(TeacherJson.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new InvalidInputException("config", $"The config in {TeacherFolder.FileName} cannot be read as {typeof(T).Name}: {e.Message}", e);
        }
    }
}
