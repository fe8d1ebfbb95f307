namespace VoxPilot.Api.Samples;

/// <summary>Log lines about samples; ids 1200 to 1299.</summary>
internal static partial class SampleLog
{
    [LoggerMessage(1200, LogLevel.Warning, "The sample {Path} is left out: {Fault}")]
    public static partial void SampleSkipped(this ILogger logger, string path, string fault);
}
