namespace VoxPilot.Api.Problems;

/// <summary>Log lines of refused and failed requests; ids 1000 to 1099.</summary>
internal static partial class ProblemLog
{
    [LoggerMessage(1000, LogLevel.Information, "{Method} {Path} refused with {Status} {Type}: {Detail} (trace {TraceId})")]
    public static partial void Refused(this ILogger logger, string method, string path, int status, string type, string detail, string traceId);

    [LoggerMessage(1001, LogLevel.Warning, "{Method} {Path} answered {Status} {Type}: {Detail} (trace {TraceId})")]
    public static partial void Unavailable(this ILogger logger, string method, string path, int status, string type, string detail, string traceId);

    [LoggerMessage(1002, LogLevel.Error, "{Method} {Path} failed: {Fault} (trace {TraceId})")]
    public static partial void Failed(this ILogger logger, string method, string path, string fault, string traceId);

    [LoggerMessage(1003, LogLevel.Debug, "What failed under trace {TraceId}")]
    public static partial void FailedWith(this ILogger logger, Exception exception, string traceId);
}
