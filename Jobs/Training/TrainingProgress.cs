namespace VoxPilot.Jobs.Training;

/// <summary>How far a run is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Loss">Loss, mean over the last few steps.</param>
/// <param name="Terms">Its terms and watched figures.</param>
/// <param name="SamplesPerSecond">Over the last few steps.</param>
/// <param name="Left">Time that is left at this speed.</param>
/// <param name="News">What else just happened (a checkpoint, a preview with its figures), in words; null for nothing.</param>
public sealed record TrainingProgress(
    int Step, int Steps, double Loss, IReadOnlyDictionary<string, double> Terms, double SamplesPerSecond, TimeSpan Left, string? News = null)
{
    /// <summary>What just happened.</summary>
    public TrainingMoment Moment { get; init; }

    /// <summary>The line of the log; null at other moments.</summary>
    public LossLine? Line { get; init; }

    /// <summary>What a preview measured; null at other moments.</summary>
    public PreviewLine? Preview { get; init; }

    /// <summary>What people should look into; null: nothing.</summary>
    public string? Alarm { get; init; }
}
