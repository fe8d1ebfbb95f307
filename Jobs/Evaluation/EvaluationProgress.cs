namespace VoxPilot.Jobs.Evaluation;

/// <summary>How far an evaluation is.</summary>
/// <param name="Stage">What is being done: baselines, key frames, figures.</param>
/// <param name="Done">How many of it are done.</param>
/// <param name="Total">How many there are.</param>
/// <param name="PerSecond">How many are done in a second; 0 while that is not known.</param>
public readonly record struct EvaluationProgress(string Stage, int Done, int Total, double PerSecond);
