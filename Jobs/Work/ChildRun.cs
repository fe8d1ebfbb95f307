using System.Diagnostics;
using VoxPilot.Jobs.Pipe;

namespace VoxPilot.Jobs.Work;

/// <summary>A run in a process of its own: what it says, what it is told, how it ended.</summary>
internal sealed class ChildRun : IDisposable
{
    private const string Nice = "/usr/bin/nice", Niceness = "10";
    private const int KeptLines = 30;

    private readonly Process process;
    private readonly StreamWriter log;
    private readonly Lock gate = new();
    private readonly Queue<string> last = new();
    private readonly Task errors;

    private ChildRun(Process process, StreamWriter log)
    {
        (this.process, this.log) = (process, log);
        errors = ReadErrorsAsync();
    }

    /// <summary>What it wrote to its standard error last.</summary>
    public IReadOnlyList<string> LastErrors
    {
        get
        {
            lock (gate)
            {
                return [.. last];
            }
        }
    }

    /// <summary>Starts it, with less of a claim on the processor than a server has.</summary>
    /// <param name="program">What is started.</param>
    /// <param name="attempt">Number of the attempt, for the log.</param>
    /// <param name="time">Clock of the log.</param>
    /// <exception cref="JobFaultException">It cannot be started.</exception>
    public static ChildRun Start(JobProgram program, int attempt, TimeProvider time)
    {
        Directory.CreateDirectory(program.Folder);
        StreamWriter log = new(new FileStream(JobFolder.Log(program.Folder), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        try
        {
            bool nice = File.Exists(Nice);
            ProcessStartInfo start = new(nice ? Nice : program.File)
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = program.Folder,
            };
            foreach (string argument in (string[])[.. nice ? ["-n", Niceness, program.File] : Array.Empty<string>(), .. program.Arguments])
            {
                start.ArgumentList.Add(argument);
            }
            foreach ((string name, string value) in program.Environment)
            {
                start.Environment[name] = value;
            }
            start.Environment[RunPipe.Variable] = "1";
            log.WriteLine($"--- attempt {attempt}, {time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z");
            return new(Process.Start(start)!, log);
        }
        catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            log.Dispose();
            throw new JobFaultException($"{program.File} cannot be started: {fault.Message}", fault);
        }
    }

    /// <summary>The next message; null when the run's output has ended.</summary>
    /// <param name="cancellation">Gives up waiting.</param>
    public async Task<RunMessage?> ReadAsync(CancellationToken cancellation)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (RunJson.Read(line) is { } message)
            {
                if (message is RunLogged { Text: { } text })
                {
                    Log(text);
                }
                return message;
            }
            Log(line); // a library that prints
        }
        return null;
    }

    /// <summary>Tells it something (<see cref="RunOrder"/>); one that has ended hears nothing.</summary>
    public void Tell(string order)
    {
        try
        {
            process.StandardInput.WriteLine(order);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // it is gone; its end is told by ReadAsync
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // it has ended
        }
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code; 128 and the signal's number where one ended it.</returns>
    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync();
        await errors;
        return process.ExitCode;
    }

    /// <summary>Adds a line to the job's log.</summary>
    public void Log(string line)
    {
        lock (gate)
        {
            try
            {
                log.WriteLine(line);
            }
            catch (IOException)
            {
                // a full disk: the run will say so itself
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        process.Dispose();
        try
        {
            log.Dispose();
        }
        catch (IOException)
        {
            // what could not be written was lost before
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lock (gate)
            {
                last.Enqueue(line);
                if (last.Count > KeptLines)
                {
                    last.Dequeue();
                }
            }
            Log(line);
        }
    }
}
