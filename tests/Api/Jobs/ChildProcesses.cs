using System.Diagnostics;

namespace VoxPilot.Api.Tests.Jobs;

/// <summary>Processes of runs, found by their command lines.</summary>
internal static class ChildProcesses
{
    /// <summary>Kills the process of a run, as <c>kill -9</c> does.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Kill(string job)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out int id))
            {
                continue;
            }
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').Contains($"train ", StringComparison.Ordinal)
                    && File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(job, StringComparison.Ordinal))
                {
                    Process.GetProcessById(id).Kill();
                    return true;
                }
            }
            catch (Exception fault) when (fault is IOException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
            {
                // it has ended in the meantime
            }
        }
        return false;
    }
}
