using System.Diagnostics;

namespace VoxPilot.Api.Tests.Jobs;

/// <summary>Processes of runs, found by their command lines.</summary>
internal static class ChildProcesses
{
    /// <summary>Kills the process of a run, as <c>kill -9</c> does.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Kill(string job)
    {
        try
        {
            if (Find(job) is not { } process)
            {
                return false;
            }
            process.Kill();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // it has ended in the meantime
        }
    }

    /// <summary>Waits until no process of a run is left.</summary>
    public static async Task GoneAsync(string job)
    {
        while (Find(job) is not null)
        {
            await Task.Delay(20);
        }
    }

    private static Process? Find(string job)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out int id))
            {
                continue;
            }
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').Contains("train ", StringComparison.Ordinal)
                    && File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(job, StringComparison.Ordinal))
                {
                    return Process.GetProcessById(id);
                }
            }
            catch (Exception fault) when (fault is IOException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
            {
                // it has ended in the meantime
            }
        }
        return null;
    }
}
