using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace VoxPilot.Jobs.Training;

/// <summary>Files with a JSON value on each line, to which lines are added while others read. A line without an end was torn, or is being written.</summary>
internal static class JsonLines
{
    /// <summary>Adds a line; it is on disk when this returns.</summary>
    public static void Append<T>(string path, T value, JsonTypeInfo<T> kind)
    {
        using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write([.. JsonSerializer.SerializeToUtf8Bytes(value, kind), (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The lines that have an end, each as it stands and as what it means.</summary>
    /// <exception cref="InvalidDataException">A line that has an end is none of these.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<(string Text, T Value)> Read<T>(string path, JsonTypeInfo<T> kind)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        string[] lines = reader.ReadToEnd().Split('\n');
        for (int i = 0; i < lines.Length - 1; i++)
        {
            yield return (lines[i], Parse(lines[i], i + 1, path, kind));
        }
    }

    /// <summary>Keeps some of the lines, byte for byte; the file is the old one or the new one at any time.</summary>
    /// <exception cref="InvalidDataException">A line that has an end is none of these.</exception>
    public static void Keep<T>(string path, JsonTypeInfo<T> kind, Func<T, bool> kept)
    {
        string beside = path + ".tmp";
        File.WriteAllText(beside, string.Concat(Read(path, kind).Where(line => kept(line.Value)).Select(line => line.Text + "\n")));
        File.Move(beside, path, overwrite: true);
    }

    private static T Parse<T>(string text, int number, string path, JsonTypeInfo<T> kind)
    {
        try
        {
            return JsonSerializer.Deserialize(text, kind) ?? throw new JsonException("it is null.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"Line {number} of {Path.GetFileName(path)} is damaged: {fault.Message} Delete that line and go on.", fault);
        }
    }
}
