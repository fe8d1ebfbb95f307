namespace VoxPilot.Jobs.Work;

/// <summary>A job cannot go on. The message says why, and what to change.</summary>
public sealed class JobFaultException(string message, Exception? inner = null) : Exception(message, inner);
