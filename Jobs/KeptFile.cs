using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs;

/// <summary>Files that say what is done: there whole or not at all, since what is begun anew after a stop is told by them.</summary>
internal static class KeptFile
{
    /// <summary>Reads one of JSON.</summary>
    /// <exception cref="TrainingException">It cannot be read; it is named.</exception>
    public static T Read<T>(string file, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), type) ?? throw new JsonException("it is empty.");
        }
        catch (JsonException fault)
        {
            throw new TrainingException($"{file} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Writes one of JSON.</summary>
    public static void Write<T>(string file, T value, JsonTypeInfo<T> type) => Write(file, JsonSerializer.Serialize(value, type) + "\n");

    /// <summary>Writes one of text; its folder is made if absent.</summary>
    public static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file + ".new", text);
        File.Move(file + ".new", file, overwrite: true);
    }
}
