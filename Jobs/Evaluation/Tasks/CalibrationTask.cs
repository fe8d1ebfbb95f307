using VoxPilot.Core;
using VoxPilot.Core.Metrics;
using VoxPilot.Driving;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Whether the anchors' scores mean what they say: among the six of the command, and among all.</summary>
internal sealed class CalibrationTask : IEvaluationTask
{
    private readonly AnchorCalibration ofCommand = new(), ofAll = new();

    /// <inheritdoc/>
    public EvaluationTask Task => EvaluationTask.Calibration;

    /// <inheritdoc/>
    public void Add(EvaluationKeyframe keyframe, KeyframePrediction prediction)
    {
        if (prediction.Anchors is not { } anchors || keyframe.Keyframe is not { Future: { } truth, FutureSteps: Trajectory.Steps })
        {
            return;
        }
        Add(ofAll, keyframe.Scene, anchors, truth);
        PlanAnchor[] commanded = [.. anchors.Where(a => a.Anchor.Command == keyframe.Keyframe.Frame.Command)];
        if (commanded.Length > 0)
        {
            Add(ofCommand, keyframe.Scene, commanded, truth);
        }
    }

    /// <inheritdoc/>
    public ReportSection Close(SceneBootstrap bootstrap)
    {
        SectionRows rows = new(bootstrap) { Population = "key frames with six recorded steps" };
        rows.Add(ofCommand.Rows(ofCommand: true), []);
        rows.Add(ofAll.Rows(ofCommand: false), []);
        return new()
        {
            Id = EvaluationTasks.Name(Task),
            Title = "Calibration of the anchors' scores",
            About = "Scores are read as probabilities that an anchor is the one nearest to what the car did.",
            Absent = rows.Rows.Count == 0 ? "No measured key frame has a recorded future." : null,
            Measures = rows.Rows,
        };
    }

    private static void Add(AnchorCalibration calibration, int scene, IReadOnlyList<PlanAnchor> anchors, Trajectory truth)
    {
        int nearest = Enumerable.Range(0, anchors.Count).MinBy(i => Distance(anchors[i].Anchor.Trajectory, truth));
        calibration.Add(scene, [.. anchors.Select(a => a.Score)], nearest);
    }

    private static double Distance(Trajectory a, Trajectory b) =>
        a.Points.Zip(b.Points, (p, q) => Math.Sqrt((p.X - q.X) * (p.X - q.X) + (p.Y - q.Y) * (p.Y - q.Y))).Sum();
}
