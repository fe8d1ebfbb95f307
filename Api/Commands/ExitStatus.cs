using System.CommandLine;

namespace VoxPilot.Api.Commands;

/// <summary>What a command comes to: 0; 1 where it failed, after a message that says what to change; 130 where it was stopped.</summary>
internal static class ExitStatus
{
    private const int Failed = 1, Stopped = 130;

    /// <summary>Runs a command.</summary>
    /// <param name="console">Where messages go.</param>
    /// <param name="run">The command.</param>
    public static int Of(InvocationConfiguration console, Func<InvocationConfiguration, int> run) => Of(console, _ => "Stopped.", run);

    /// <summary>Runs a command that can be stopped.</summary>
    /// <param name="console">Where messages go.</param>
    /// <param name="stopped">What is left of it then.</param>
    /// <param name="run">The command.</param>
    public static int Of(InvocationConfiguration console, Func<OperationCanceledException, string> stopped, Func<InvocationConfiguration, int> run)
    {
        try
        {
            return run(console);
        }
        catch (Exception fault) when (fault is OperationCanceledException || ExplainedFaults.Include(fault))
        {
            return Of(console, stopped, fault);
        }
    }

    /// <summary>The same of a command that waits.</summary>
    public static async Task<int> OfAsync(InvocationConfiguration console, string stopped, Func<InvocationConfiguration, Task<int>> run)
    {
        try
        {
            return await run(console);
        }
        catch (Exception fault) when (fault is OperationCanceledException || ExplainedFaults.Include(fault))
        {
            return Of(console, _ => stopped, fault);
        }
    }

    private static int Of(InvocationConfiguration console, Func<OperationCanceledException, string> stopped, Exception fault)
    {
        if (fault is OperationCanceledException stop)
        {
            console.Output.WriteLine(stopped(stop));
            return Stopped;
        }
        console.Error.WriteLine($"voxpilot: {fault.Message}");
        return Failed;
    }
}
