using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Where predictions come from.</summary>
internal interface IPredictor : IAsyncDisposable
{
    /// <summary>What is measured.</summary>
    ReportSubject Subject { get; }

    /// <summary>Why a task cannot be done; null where it can.</summary>
    string? Absence(EvaluationTask task);

    /// <summary>
    /// Begins with a key frame. Key frames come in the order of time; the next may be begun once this call has ended, while what it
    /// gave back is still being worked on.
    /// </summary>
    Task<Task<KeyframePrediction>> BeginAsync(EvaluationKeyframe keyframe, CancellationToken cancellation);
}
