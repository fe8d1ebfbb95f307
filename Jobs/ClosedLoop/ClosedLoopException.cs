namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>The closed loop cannot be driven as asked; the message says what to change.</summary>
public sealed class ClosedLoopException(string message) : Exception(message);
