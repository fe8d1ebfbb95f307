namespace VoxPilot.Jobs.Training;

/// <summary>One line of a run's previews.jsonl.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Figures">What was measured on a few key frames, by name.</param>
public sealed record PreviewLine(int Step, IReadOnlyDictionary<string, double> Figures);
