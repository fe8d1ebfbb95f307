namespace VoxPilot.World.Generation;

/// <summary>A data set cannot be made as asked. The message is one sentence that says what to change.</summary>
public sealed class GenerationException(string message) : Exception(message);
