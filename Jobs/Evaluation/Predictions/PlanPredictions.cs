using System.Text.Json;
using System.Text.Json.Serialization;
using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>
/// Planned trajectories in one file, <c>plans.json</c>: six points by token, ego frame (x forward, y left), metres, 0.5 s apart, and, where
/// there are anchors, their points once and their scores by token.
/// </summary>
internal sealed record PlanPredictions
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "plans.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<Command>(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The anchors; null where the planner has none.</summary>
    public IReadOnlyList<AnchorPoints>? Anchors { get; init; }

    /// <summary>The plans by token of their key frames.</summary>
    public required IReadOnlyDictionary<string, PlannedPoints> Plans { get; init; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="EvaluationException">It is not such a file; the fault is named.</exception>
    public static PlanPredictions Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            PlanPredictions read = JsonSerializer.Deserialize<PlanPredictions>(stream, Json) ?? throw new JsonException("it is null");
            foreach ((string token, PlannedPoints plan) in read.Plans)
            {
                Check(path, token, plan, read.Anchors?.Count);
            }
            return read;
        }
        catch (JsonException fault)
        {
            throw new EvaluationException($"{path} is no file of plans: {fault.Message}", fault);
        }
    }

    /// <summary>Writes the file.</summary>
    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>The trajectory of a key frame.</summary>
    public Trajectory Plan(string token) => Trajectory(Plans[token].Points) with { Headings = Plans[token].Headings };

    /// <summary>The anchors with the scores of a key frame; null where there are none.</summary>
    public IReadOnlyList<PlanAnchor>? Scored(string token) => Anchors is null || Plans[token].Scores is not { } scores
        ? null
        : [.. Anchors.Select((a, i) => new PlanAnchor(new(a.Command, Trajectory(a.Points)), scores[i], Trajectory(a.Points)))];

    private static Trajectory Trajectory(double[][] points) => new() { Points = [.. points.Select(p => (p[0], p[1]))] };

    private static void Check(string path, string token, PlannedPoints plan, int? anchors)
    {
        if (plan.Points.Length != Core.Trajectory.Steps || plan.Points.Any(p => p.Length != 2 || !double.IsFinite(p[0]) || !double.IsFinite(p[1])))
        {
            throw new EvaluationException($"{path}: the plan of {token} must have {Core.Trajectory.Steps} finite points [x, y].");
        }
        if (plan.Headings is { } headings && (headings.Length != Core.Trajectory.Steps || headings.Any(h => !double.IsFinite(h))))
        {
            throw new EvaluationException($"{path}: the plan of {token} must have {Core.Trajectory.Steps} finite headings, or none.");
        }
        if (plan.Scores is { } scores && (scores.Length != anchors || scores.Any(s => !(s >= 0 && s <= 1))))
        {
            throw new EvaluationException($"{path}: the plan of {token} must have one score of 0 to 1 for each of the {anchors ?? 0} anchors; it has {scores.Length}.");
        }
    }

    /// <summary>An anchor.</summary>
    /// <param name="Command">Its command.</param>
    /// <param name="Points">Six points.</param>
    internal sealed record AnchorPoints(Command Command, double[][] Points);

    /// <summary>A plan.</summary>
    /// <param name="Points">Six points.</param>
    /// <param name="Scores">A score for each anchor, 0 to 1; null where there are none.</param>
    /// <param name="Headings">Six headings relative to now, radians; null where they follow from the points.</param>
    internal sealed record PlannedPoints(double[][] Points, float[]? Scores, double[]? Headings = null);
}
