using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VoxPilot.Bench.Worlds;

/// <summary>Times of parts, added up over key frames.</summary>
internal sealed class PartTable
{
    private readonly List<(string Name, double Milliseconds)> parts = [];

    /// <summary>Adds a time to a part; parts are listed in the order in which they come first.</summary>
    public void Add(string name, TimeSpan time)
    {
        int at = parts.FindIndex(part => part.Name == name);
        if (at < 0)
        {
            parts.Add((name, time.TotalMilliseconds));
        }
        else
        {
            parts[at] = (name, parts[at].Milliseconds + time.TotalMilliseconds);
        }
    }

    /// <summary>All parts, each divided by a count.</summary>
    public IReadOnlyList<(string Name, double Milliseconds)> Per(int count) => [.. parts.Select(part => (part.Name, part.Milliseconds / count))];

    /// <summary>A table in plain text with the share of each part.</summary>
    public static string Text(IReadOnlyList<(string Name, double Milliseconds)> rows)
    {
        double sum = rows.Sum(row => row.Milliseconds);
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"part",-28}{"ms",10}{"share",9}");
        foreach ((string name, double milliseconds) in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{name,-28}{milliseconds,10:0.0}{100 * milliseconds / sum,8:0.0}%");
        }
        text.AppendLine(CultureInfo.InvariantCulture, $"{"sum",-28}{sum,10:0.0}");
        return text.ToString();
    }

    /// <summary>As JSON.</summary>
    public static byte[] Json(BenchOptions options, IReadOnlyList<(string Name, double Milliseconds)> keyframe, IReadOnlyList<(string Name, double Milliseconds)> scene, double perSecond)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("images", $"6 x {options.Width}x{options.Height}");
            json.WriteNumber("scenes", options.Scenes);
            json.WriteNumber("cores", Environment.ProcessorCount);
            json.WriteNumber("keyframes_per_second", Math.Round(perSecond, 2));
            Write(json, "keyframe_ms", keyframe);
            Write(json, "scene_ms", scene);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<(string Name, double Milliseconds)> rows)
    {
        json.WriteStartObject(name);
        foreach ((string part, double milliseconds) in rows)
        {
            json.WriteNumber(part.Replace(' ', '_').Replace("'", "", StringComparison.Ordinal), Math.Round(milliseconds, 2));
        }
        json.WriteEndObject();
    }
}
