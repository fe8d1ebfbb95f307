namespace VoxPilot.Jobs.Training;

/// <summary>A training run cannot start or go on as asked; the message says what to change.</summary>
public sealed class TrainingException(string message, Exception? inner = null) : Exception(message, inner);
