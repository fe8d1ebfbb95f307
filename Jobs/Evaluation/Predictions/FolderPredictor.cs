using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>
/// Predictions that somebody else made, in the formats that official scripts read (docs/formats.md). What is not in the folder is absent;
/// what is there must fit the population exactly.
/// </summary>
internal sealed class FolderPredictor : IPredictor
{
    private const string Detections = "detections.json";

    private readonly string folder;
    private readonly OccupancyPredictions occupancy;
    private readonly AnswerPredictions answers;
    private readonly ViewPredictions views;
    private readonly PlanPredictions? plans;
    private readonly Dictionary<string, DetectionBox[]>? boxes;
    private readonly bool forecasts;

    private FolderPredictor(string folder, PlanPredictions? plans, DetectionSubmission? detections, Keyframe first)
    {
        (this.folder, this.plans) = (folder, plans);
        boxes = detections?.Frames.ToDictionary(frame => frame.Sample, frame => frame.Boxes, StringComparer.Ordinal);
        (occupancy, answers, views) = (new(folder), new(folder), new(folder));
        forecasts = occupancy.HasForecast(first);
    }

    /// <inheritdoc/>
    public ReportSubject Subject => new(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))));

    /// <summary>Opens a folder and compares its key frames with those that are measured.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="population">The key frames that are measured.</param>
    /// <param name="limited">Whether only the first key frames are measured: more predictions are no fault then.</param>
    /// <exception cref="EvaluationException">Predictions are missing or are of other key frames; they are counted and named.</exception>
    public static FolderPredictor Open(string folder, Population population, bool limited)
    {
        if (!Directory.Exists(folder))
        {
            throw new EvaluationException($"There is no folder of predictions {folder}.");
        }
        string file = Path.Combine(folder, PlanPredictions.FileName);
        PlanPredictions? plans = File.Exists(file) ? PlanPredictions.Read(file) : null;
        OccupancyPredictions occupancy = new(folder);
        AnswerPredictions answers = new(folder);
        using ViewPredictions views = new(folder);
        if (views.Exist)
        {
            population.Compare("views", views.Tokens, limited);
        }
        if (occupancy.Exist)
        {
            population.Compare("occupancy", occupancy.Tokens, limited);
        }
        if (answers.Exist)
        {
            population.Compare("omnidrive/answers", answers.Tokens, limited);
        }
        if (plans is not null)
        {
            population.Compare(PlanPredictions.FileName, plans.Plans.Keys, limited);
        }
        else if (answers.PlansExist)
        {
            population.Compare("omnidrive/planning", answers.PlanTokens, limited);
        }
        string detected = Path.Combine(folder, Detections);
        DetectionSubmission? detections = File.Exists(detected) ? DetectionSubmission.Read(detected) : null;
        if (detections is not null)
        {
            population.Compare(Detections, detections.Frames.Select(frame => frame.Sample), limited);
        }
        if (!occupancy.Exist && !answers.Exist && !answers.PlansExist && !views.Exist && plans is null && detections is null)
        {
            throw new EvaluationException($"{folder} holds no predictions: {Detections}, occupancy/SCENE/TOKEN/labels.npz, {PlanPredictions.FileName}, omnidrive/planning/TOKEN, omnidrive/answers/TOKEN or views/TOKEN were expected.");
        }
        return new(folder, plans, detections, population.Dataset.Read(population.Keyframes[0], KeyframeParts.None));
    }

    /// <inheritdoc/>
    public string? Absence(EvaluationTask task) => task switch
    {
        EvaluationTask.Occupancy when !occupancy.Exist => "The predictions hold no occupancy.",
        EvaluationTask.Forecast when !forecasts => "The predictions hold no occupancy ahead (semantics_1, semantics_2, semantics_3).",
        EvaluationTask.Detection when boxes is null => $"The predictions hold no {Detections}.",
        EvaluationTask.Planning when plans is null && !answers.PlansExist => $"The predictions hold neither {PlanPredictions.FileName} nor omnidrive/planning.",
        EvaluationTask.Calibration when plans?.Anchors is null => "The predictions hold no scored anchors.",
        EvaluationTask.Captions or EvaluationTask.Questions when !answers.Exist => "The predictions hold no answers.",
        EvaluationTask.Views when !views.Exist => "The predictions hold no views.",
        _ => null,
    };

    /// <inheritdoc/>
    public Task<Task<KeyframePrediction>> BeginAsync(EvaluationKeyframe keyframe, CancellationToken cancellation) =>
        Task.FromResult(Task.Run(() => Read(keyframe), cancellation));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        views.Dispose();
        return ValueTask.CompletedTask;
    }

    private KeyframePrediction Read(EvaluationKeyframe keyframe)
    {
        string token = keyframe.Keyframe.Token;
        (OccupancyGrid? now, IReadOnlyList<OccupancyGrid>? ahead) = occupancy.Exist ? occupancy.Read(keyframe.Keyframe) : (null, null);
        return new()
        {
            Now = now,
            Ahead = ahead,
            Plan = plans?.Plan(token) ?? (answers.PlansExist ? answers.ReadPlan(keyframe.Keyframe) : null),
            Anchors = plans?.Scored(token),
            Boxes = boxes?[token],
            Images = views.Exist ? views.Images(keyframe.Keyframe) : null,
            Depth = views.Exist ? views.Depth(keyframe.Keyframe) : null,
            Answers = answers.Exist ? answers.Read(keyframe.Keyframe, keyframe.Questions) : null,
        };
    }
}
