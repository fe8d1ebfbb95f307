namespace VoxPilot.Api.Hosting;

/// <summary>The server cannot start. The message is one sentence that says what to change; nothing else is shown.</summary>
internal sealed class StartupException(string message) : Exception(message);
