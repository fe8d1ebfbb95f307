using System.Text.Json;
using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>
/// The anchors of a planner: as many typical trajectories for each command (six in the paper), in the order right, left, straight
/// (spec/sparseoccvla.md §8.1). Immutable.
/// </summary>
public sealed class AnchorSet
{
    /// <summary>Commands that have anchors.</summary>
    public const int Commands = 3;

    /// <summary>Anchors in all where nothing else is said (the paper's).</summary>
    public const int PaperCount = 18;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>Checks and keeps the anchors.</summary>
    /// <exception cref="InvalidInputException">The commands have not as many each, or are out of order, or a point is missing or not finite.</exception>
    public AnchorSet(IReadOnlyList<Anchor> anchors)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        if (anchors.Count == 0 || anchors.Count % Commands != 0)
        {
            throw new InvalidInputException("anchors", $"A planner needs as many anchors for each of {Commands} commands ({PaperCount} in the paper); {anchors.Count} were given.");
        }
        int modes = anchors.Count / Commands;
        for (int i = 0; i < anchors.Count; i++)
        {
            Command command = (Command)(i / modes);
            if (anchors[i].Command != command)
            {
                throw new InvalidInputException(
                    $"anchors[{i}].command", $"Anchor {i} must belong to command {command}, not {anchors[i].Command}: the order is right, left, straight, {modes} each.");
            }
            IReadOnlyList<(double X, double Y)> points = anchors[i].Trajectory.Points;
            if (points.Count != Trajectory.Steps || !points.All(p => double.IsFinite(p.X) && double.IsFinite(p.Y)))
            {
                throw new InvalidInputException($"anchors[{i}].points", $"Anchor {i} must have {Trajectory.Steps} finite points.");
            }
        }
        Anchors = [.. anchors];
    }

    /// <summary>The anchors; index = <see cref="Modes"/> · command + mode.</summary>
    public IReadOnlyList<Anchor> Anchors { get; }

    /// <summary>Anchors in all.</summary>
    public int Count => Anchors.Count;

    /// <summary>Anchors of one command.</summary>
    public int Modes => Count / Commands;

    /// <summary>
    /// The anchor nearest to a trajectory: least mean distance of the six positions (§8.2's k*).
    /// With a <paramref name="command"/>, only that command's anchors are compared.
    /// </summary>
    public int Nearest(Trajectory trajectory, Command? command = null)
    {
        int from = command is { } c ? (int)c * Modes : 0;
        int to = command is null ? Count : from + Modes;
        int best = from;
        double least = double.PositiveInfinity;
        for (int i = from; i < to; i++)
        {
            double distance = MeanDistance(Anchors[i].Trajectory, trajectory);
            if (distance < least)
            {
                (best, least) = (i, distance);
            }
        }
        return best;
    }

    /// <summary>The best-scored anchor, of a command's where one is given; of equals the first.</summary>
    /// <param name="scores">A number for each anchor; scores or their logits.</param>
    /// <param name="command">Consider this command's only.</param>
    public static int Best(ReadOnlySpan<float> scores, Command? command)
    {
        int modes = scores.Length / Commands;
        int from = command is { } c ? (int)c * modes : 0, to = command is null ? scores.Length : from + modes, best = from;
        for (int i = from; i < to; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    /// <summary>Mean distance of the positions of two trajectories, metres.</summary>
    public static double MeanDistance(Trajectory a, Trajectory b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        double sum = 0;
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            double dx = a.Points[i].X - b.Points[i].X, dy = a.Points[i].Y - b.Points[i].Y;
            sum += Math.Sqrt(dx * dx + dy * dy);
        }
        return sum / Trajectory.Steps;
    }

    /// <summary>Reads anchors.json of a model pack.</summary>
    /// <exception cref="InvalidInputException">The file is not such a file.</exception>
    public static AnchorSet Load(string path)
    {
        AnchorFile? file;
        try
        {
            file = JsonSerializer.Deserialize<AnchorFile>(File.ReadAllBytes(path), Json);
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(Path.GetFileName(path), $"{path} is not a file of anchors: {e.Message}", e);
        }
        List<Anchor> anchors = [];
        foreach (AnchorEntry entry in file?.Anchors ?? [])
        {
            if (!Enum.TryParse(entry.Command, ignoreCase: true, out Command command) || !entry.Points.All(p => p is { Length: 2 }))
            {
                throw new InvalidInputException(
                    $"anchors[{anchors.Count}]", $"{path}: anchor {anchors.Count} must have a command (right, left or straight) and points of two numbers.");
            }
            anchors.Add(new(command, new Trajectory { Points = [.. entry.Points.Select(p => (p[0], p[1]))] }));
        }
        return new(anchors);
    }

    /// <summary>Writes anchors.json. The same anchors give the same bytes.</summary>
    public void Save(string path)
    {
        AnchorFile file = new()
        {
            Anchors =
            [
                .. Anchors.Select(a => new AnchorEntry
                {
#pragma warning disable CA1308 // The file's words are lower case.
                    Command = a.Command.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
                    Points = [.. a.Trajectory.Points.Select(p => new[] { Math.Round(p.X, 6), Math.Round(p.Y, 6) })],
                }),
            ],
        };
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(file, Json));
    }

    private sealed record AnchorFile
    {
        public string Frame { get; init; } = "ego: x forward, y left; metres; positions 0.5, 1.0 … 3.0 s ahead";

        public required IReadOnlyList<AnchorEntry> Anchors { get; init; }
    }

    private sealed record AnchorEntry
    {
        public required string Command { get; init; }

        public required IReadOnlyList<double[]> Points { get; init; }
    }
}
