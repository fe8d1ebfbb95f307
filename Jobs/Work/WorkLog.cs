using Microsoft.Extensions.Logging;

namespace VoxPilot.Jobs.Work;

/// <summary>Log lines of work on jobs; ids 1300 to 1399.</summary>
internal static partial class WorkLog
{
    [LoggerMessage(1300, LogLevel.Information, "Job {Job} ({Kind}): attempt {Attempt} begins")]
    public static partial void AttemptBegins(this ILogger logger, string job, string kind, int attempt);

    [LoggerMessage(1301, LogLevel.Information, "Job {Job}: {State}{Reason}")]
    public static partial void AttemptEnded(this ILogger logger, string job, string state, string reason);

    [LoggerMessage(1302, LogLevel.Warning, "Job {Job}: another attempt has taken over")]
    public static partial void AttemptIsLate(this ILogger logger, string job);

    [LoggerMessage(1303, LogLevel.Warning, "The job store cannot be reached; jobs go on once it is back: {Reason}")]
    public static partial void StoreIsAway(this ILogger logger, string reason);

    [LoggerMessage(1304, LogLevel.Information, "The job store is back")]
    public static partial void StoreIsBack(this ILogger logger);

    [LoggerMessage(1305, LogLevel.Information, "Jobs of nodes that are gone are queued again: {Jobs}")]
    public static partial void Recovered(this ILogger logger, string jobs);

    [LoggerMessage(1306, LogLevel.Error, "Job {Job} could not be worked on")]
    public static partial void WorkFailed(this ILogger logger, Exception fault, string job);
}
