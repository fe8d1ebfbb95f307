using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Metrics;
using VoxPilot.Core.Metrics.Detection;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>3D boxes by nuScenes' rules.</summary>
internal sealed class DetectionTask(NuScenesDataset dataset) : IEvaluationTask
{
    private static readonly (DetectionError Error, string Id, string Title, string Unit)[] Errors =
    [
        (DetectionError.Translation, "mate", "mATE", "m"), (DetectionError.Scale, "mase", "mASE", ""), (DetectionError.Orientation, "maoe", "mAOE", "rad"),
        (DetectionError.Velocity, "mave", "mAVE", "m/s"), (DetectionError.Attribute, "maae", "mAAE", ""),
    ];

    private readonly DetectionEvaluation evaluation = new();

    /// <inheritdoc/>
    public EvaluationTask Task => EvaluationTask.Detection;

    /// <inheritdoc/>
    public void Add(EvaluationKeyframe keyframe, KeyframePrediction prediction)
    {
        if (prediction.Boxes is { } boxes)
        {
            evaluation.Add(keyframe.Scene, boxes, DetectionTruth.Read(dataset, keyframe.Index));
        }
    }

    /// <inheritdoc/>
    public ReportSection Close(SceneBootstrap bootstrap)
    {
        SectionRows rows = new(bootstrap)
        {
            Group = "All classes",
            Convention = "nuScenes detection (CVPR 2019)",
            Population = "true boxes with points in them, within their class's range",
        };
        rows.Add("detection.nds", "NDS", "", true, evaluation.Nds);
        rows.Add("detection.map", "mAP", "", true, evaluation.MeanAp);
        foreach ((DetectionError error, string id, string title, string unit) in Errors)
        {
            rows.Population = "boxes matched at 2 m";
            rows.Add($"detection.{id}", title, unit, false, evaluation.MeanError(error));
        }
        (rows.Group, rows.Population) = ("AP by class", "true boxes of the class");
        for (int i = 0; i < DetectionClasses.Count; i++)
        {
            rows.Add($"detection.ap.{DetectionClasses.Names[i]}", DetectionClasses.Names[i], "", true, evaluation.Ap((DetectionClass)i));
        }
        return new()
        {
            Id = EvaluationTasks.Name(Task),
            Title = "Detection",
            About = "Predicted boxes against the annotated ones, matched by the distance of their middles.",
            Absent = evaluation.Truths == 0 ? "The data set has no boxes that count." : null,
            Measures = rows.Rows,
        };
    }
}
