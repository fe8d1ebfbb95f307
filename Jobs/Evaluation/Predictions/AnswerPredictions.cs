using System.Text.Json;
using System.Text.Json.Nodes;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>
/// Answers as OmniDrive's evaluation reads them: a file for each key frame, named by its token, with a list of
/// <c>{"Q": question, "A": [answer]}</c> (evaluation/eval_planning.py). <c>omnidrive/answers/</c> holds all questions, <c>omnidrive/planning/</c>
/// the planned trajectory as text alone: what OmniDrive's script takes as <c>--pred_path</c>.
/// </summary>
internal sealed class AnswerPredictions(string folder)
{
    private readonly string answers = Path.Combine(folder, "omnidrive", "answers");
    private readonly string planning = Path.Combine(folder, "omnidrive", "planning");

    /// <summary>Whether there are answers.</summary>
    public bool Exist => Directory.Exists(answers);

    /// <summary>Whether there are plans as text.</summary>
    public bool PlansExist => Directory.Exists(planning);

    /// <summary>Tokens of all key frames that have answers.</summary>
    public IEnumerable<string> Tokens => Directory.EnumerateFiles(answers).Select(path => Path.GetFileName(path)!);

    /// <summary>Tokens of all key frames that have a plan as text.</summary>
    public IEnumerable<string> PlanTokens => Directory.EnumerateFiles(planning).Select(path => Path.GetFileName(path)!);

    /// <summary>Reads the answers to a key frame's questions, in their order.</summary>
    /// <exception cref="EvaluationException">The file is missing or malformed, or a question has no answer in it.</exception>
    public IReadOnlyList<string> Read(Keyframe keyframe, IReadOnlyList<QuestionAnswer> questions)
    {
        Dictionary<string, string> found = Read(answers, keyframe);
        string path = Path.Combine(answers, keyframe.Token);
        return [.. questions.Select(q => found.TryGetValue(q.Question, out string? answer)
            ? answer
            : throw new EvaluationException($"{path} has no answer to \"{q.Question}\"; it has {found.Count} questions, {questions.Count} are asked."))];
    }

    /// <summary>Reads the plan as text.</summary>
    /// <exception cref="EvaluationException">The file is missing or malformed, or its answer holds no plan of six steps.</exception>
    public Trajectory ReadPlan(Keyframe keyframe) =>
        Read(planning, keyframe).Values.Select(OmniDrivePlanText.Trajectory).FirstOrDefault(plan => plan is not null)
            ?? throw new EvaluationException($"{Path.Combine(planning, keyframe.Token)}: no answer holds a plan of {Trajectory.Steps} steps, [PT, (+x.xx, +y.yy), …].");

    /// <summary>Writes the answers to a key frame's questions.</summary>
    public void Write(Keyframe keyframe, IReadOnlyList<QuestionAnswer> questions, IReadOnlyList<string> given) =>
        Write(answers, keyframe, questions.Zip(given, (q, a) => (q.Question, a)));

    /// <summary>Writes a planned trajectory in OmniDrive's words.</summary>
    public void WritePlan(Keyframe keyframe, string question, string text) => Write(planning, keyframe, [(question, text)]);

    private static Dictionary<string, string> Read(string folder, Keyframe keyframe)
    {
        string path = Path.Combine(folder, keyframe.Token);
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        try
        {
            foreach (JsonNode? item in JsonNode.Parse(File.ReadAllBytes(path))!.AsArray())
            {
                found.TryAdd(item!["Q"]!.GetValue<string>(), item["A"]![0]!.GetValue<string>());
            }
        }
        catch (Exception fault) when (fault is IOException or JsonException or InvalidOperationException or NullReferenceException or ArgumentOutOfRangeException)
        {
            throw new EvaluationException($"The answers of key frame {keyframe.Token} ({keyframe.Scene}) cannot be read from {path}; a list of {{\"Q\": …, \"A\": [\"…\"]}} was expected: {fault.Message}", fault);
        }
        return found;
    }

    private static void Write(string folder, Keyframe keyframe, IEnumerable<(string Question, string Answer)> items)
    {
        Directory.CreateDirectory(folder);
        JsonArray list = [.. items.Select(item => new JsonObject { ["Q"] = item.Question, ["A"] = new JsonArray(item.Answer) })];
        File.WriteAllText(Path.Combine(folder, keyframe.Token), list.ToJsonString());
    }
}
