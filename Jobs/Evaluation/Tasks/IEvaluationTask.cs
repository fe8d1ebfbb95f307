using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>One task: takes in key frames with their predictions, gives a section of the report. Used by one thread at a time.</summary>
internal interface IEvaluationTask
{
    /// <summary>Which task.</summary>
    EvaluationTask Task { get; }

    /// <summary>Takes in a key frame.</summary>
    void Add(EvaluationKeyframe keyframe, KeyframePrediction prediction);

    /// <summary>The section, or one that says why there is none.</summary>
    ReportSection Close(SceneBootstrap bootstrap);
}
