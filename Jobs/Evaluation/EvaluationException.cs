namespace VoxPilot.Jobs.Evaluation;

/// <summary>An evaluation cannot be done as asked. The message says what was expected, what was found and what to change.</summary>
public sealed class EvaluationException(string message, Exception? inner = null) : Exception(message, inner);
