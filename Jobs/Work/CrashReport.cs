using System.Globalization;

namespace VoxPilot.Jobs.Work;

/// <summary>Why a run ended as it did.</summary>
/// <param name="Reason">One sentence, and the last lines that it wrote where they help.</param>
/// <param name="Kill">Whether something from outside ended it, so that it may well succeed next time.</param>
internal sealed record CrashReport(string Reason, bool Kill)
{
    /// <summary>What a command writes before the one sentence that explains its end.</summary>
    private const string Explained = "voxpilot: ";

    private const int Signals = 128, SigAbort = 6, SigKill = 9, SigTerminate = 15, SigSegment = 11, SigBus = 7;
    private const int ShownLines = 8;

    private static readonly string[] MemoryWords = ["Out of memory", "OutOfMemoryException", "not enough memory", "out of memory", "bad_alloc", "Cannot allocate memory"];

    /// <summary>Reads an exit code and what was written before.</summary>
    /// <param name="code">The exit code; 128 and the number of a signal.</param>
    /// <param name="lines">The last lines of its standard error.</param>
    /// <param name="systemKilled">Whether the system has ended a process for want of memory in the meantime.</param>
    public static CrashReport Of(int code, IReadOnlyList<string> lines, bool systemKilled)
    {
        if (lines.LastOrDefault(line => line.StartsWith(Explained, StringComparison.Ordinal)) is { } explained)
        {
            return new(explained[Explained.Length..], false);
        }
        string number = code.ToString(CultureInfo.InvariantCulture);
        string tail = lines.Count == 0 ? "" : $" Its last lines:\n{string.Join('\n', lines.TakeLast(ShownLines))}";
        if (systemKilled && code == Signals + SigKill)
        {
            return new("It ran out of memory: the system killed it. Take a smaller batch, or a machine with more memory.", false);
        }
        if (lines.Any(line => MemoryWords.Any(word => line.Contains(word, StringComparison.Ordinal))))
        {
            return new($"It ran out of memory (exit code {number}). Take a smaller batch, or a machine with more memory.{tail}", false);
        }
        return code switch
        {
            Signals + SigKill or Signals + SigTerminate => new($"It was killed from outside (exit code {number}).{tail}", true),
            Signals + SigAbort or Signals + SigSegment or Signals + SigBus => new($"It crashed (exit code {number}).{tail}", false),
            _ => new($"It ended with exit code {number}.{tail}", false),
        };
    }

    /// <summary>How many processes the system has ended for want of memory since it started; 0 where it does not say.</summary>
    public static long SystemKills()
    {
        const string Counters = "/proc/vmstat", Name = "oom_kill ";
        try
        {
            return File.ReadLines(Counters).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is { } line
                && long.TryParse(line.AsSpan(Name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 0;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
