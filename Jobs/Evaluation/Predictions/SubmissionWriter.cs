using VoxPilot.Core;
using VoxPilot.Core.Formats;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Writes predictions as others' scripts read them, and as <see cref="FolderPredictor"/> reads them again (docs/formats.md).</summary>
internal sealed class SubmissionWriter
{
    private const string PlanningKind = "planning", PlanningQuestion = "Please provide the planning trajectory for the ego car without reasons.";

    private readonly string folder;
    private readonly OccupancyPredictions occupancy;
    private readonly AnswerPredictions answers;
    private readonly Dictionary<string, PlanPredictions.PlannedPoints> plans = new(StringComparer.Ordinal);
    private IReadOnlyList<PlanPredictions.AnchorPoints>? anchors;

    /// <param name="folder">Where they go; it must be empty or absent, so that no older prediction is taken for a new one.</param>
    /// <exception cref="EvaluationException">The folder holds something.</exception>
    public SubmissionWriter(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new EvaluationException($"--submissions {folder} is not empty; name a new folder.");
        }
        Directory.CreateDirectory(folder);
        this.folder = folder;
        (occupancy, answers) = (new(folder), new(folder));
    }

    /// <summary>Takes in a key frame.</summary>
    public void Add(EvaluationKeyframe keyframe, KeyframePrediction prediction)
    {
        if (prediction.Now is { } now)
        {
            occupancy.Write(keyframe.Keyframe, now, prediction.Ahead);
        }
        if (prediction.Answers is { Count: > 0 } given)
        {
            answers.Write(keyframe.Keyframe, keyframe.Questions, given);
        }
        if (prediction.Plan is { } plan)
        {
            anchors ??= prediction.Anchors is { } scored ? [.. scored.Select(a => new PlanPredictions.AnchorPoints(a.Anchor.Command, Points(a.Anchor.Trajectory)))] : null;
            plans[keyframe.Keyframe.Token] = new(Points(plan), prediction.Anchors is null ? null : [.. prediction.Anchors.Select(a => a.Score)], plan.Headings?.ToArray());
            answers.WritePlan(keyframe.Keyframe, Question(keyframe.Questions), $"Here is the planning trajectory {OmniDrivePlanText.Format(plan.Points)}.");
        }
    }

    /// <summary>Writes what stands in one file.</summary>
    public void Close()
    {
        if (plans.Count > 0)
        {
            new PlanPredictions { Anchors = anchors, Plans = plans }.Write(Path.Combine(folder, PlanPredictions.FileName));
        }
    }

    private static string Question(IReadOnlyList<QuestionAnswer> questions) => questions.FirstOrDefault(q => q.Kind == PlanningKind)?.Question ?? PlanningQuestion;

    private static double[][] Points(Trajectory trajectory) => [.. trajectory.Points.Select(p => new[] { p.X, p.Y })];
}
