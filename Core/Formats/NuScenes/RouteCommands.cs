using System.Text.Json;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>What the route asks for at each key frame: <c>commands.json</c> beside the tables, an addition of this project's.</summary>
public static class RouteCommands
{
    /// <summary>The file's name.</summary>
    public const string FileName = "commands.json";

    private const double LateralThreshold = 2; // metres

    /// <summary>
    /// OmniDrive's and VAD's rule, which derives the command from the recorded FUTURE: left if the last point lies 2 m or more to the left, right if
    /// as far to the right. It tells the planner where the car went (spec/sparseoccvla.md §2.4); use it only to compare with what others report.
    /// </summary>
    public static Command LeakedFromFuture(Trajectory future)
    {
        ArgumentNullException.ThrowIfNull(future);
        double y = future.Points[^1].Y;
        return y >= LateralThreshold ? Command.Left : y <= -LateralThreshold ? Command.Right : Command.Straight;
    }

    internal static void Write(string path, IEnumerable<(Token Sample, Command Command)> commands)
    {
        using FileStream file = File.Create(path);
        using Utf8JsonWriter json = new(file);
        json.WriteStartObject();
        foreach ((Token sample, Command command) in commands)
        {
            json.WriteString(sample.ToString(), command switch { Command.Left => "left", Command.Right => "right", _ => "straight" });
        }
        json.WriteEndObject();
    }

    /// <summary>Reads the file; empty where there is none.</summary>
    internal static Dictionary<Token, Command> Read(string path)
    {
        Dictionary<Token, Command> commands = [];
        if (!File.Exists(path))
        {
            return commands;
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (JsonProperty entry in document.RootElement.EnumerateObject())
            {
                if (!Token.TryParse(entry.Name, out Token token) || !Enum.TryParse(entry.Value.GetString(), ignoreCase: true, out Command command))
                {
                    throw new InvalidDataException($"{FileName}: '{entry.Name}: {entry.Value}' is no sample token with left, right or straight.");
                }
                commands[token] = command;
            }
            return commands;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{FileName}: a JSON object of sample tokens and commands was expected: {e.Message}", e);
        }
    }
}
