namespace VoxPilot.Api.Hosting;

/// <summary>Log lines of the host; ids 1100 to 1199.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1100, LogLevel.Information, "The pack {Name} ({Hash}, trained: {Trained}) is ready after {Seconds:0.0} s")]
    public static partial void ModelReady(this ILogger logger, string name, string hash, bool trained, double seconds);

    [LoggerMessage(1101, LogLevel.Error, "No model: {Reason}")]
    public static partial void ModelFailed(this ILogger logger, string reason);
}
