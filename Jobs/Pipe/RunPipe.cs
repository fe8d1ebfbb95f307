using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace VoxPilot.Jobs.Pipe;

/// <summary>
/// The run's end of the pipe to its worker: messages go out by standard output, orders come in by standard input. When the input ends, because the worker or its machine is
/// gone, so does this process, at once and whatever it is doing: another attempt may begin.
/// </summary>
public sealed class RunPipe : IDisposable
{
    /// <summary>Environment variable that says, by 1, that standard input and output are a worker's pipe.</summary>
    public const string Variable = "VOXPILOT_PIPE";

    private static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Stream output;
    private readonly Action ended;
    private readonly CancellationTokenSource stop = new();
    private readonly BlockingCollection<bool> leaves = [];
    private readonly Timer beats;

    /// <summary>A pipe over streams.</summary>
    /// <param name="input">Orders.</param>
    /// <param name="output">Messages.</param>
    /// <param name="ended">Called when the input ends; null: kills this process.</param>
    public RunPipe(Stream input, Stream output, Action? ended = null)
    {
        this.output = output;
        this.ended = ended ?? (() => Process.GetCurrentProcess().Kill());
        new Thread(() => Listen(input)) { IsBackground = true, Name = "voxpilot worker's orders" }.Start();
        beats = new(_ => Tell(new RunBeat()), null, TimeSpan.Zero, BeatInterval);
    }

    /// <summary>The pipe that this process was started with; null: it runs on its own.</summary>
    public static RunPipe? Attached { get; private set; }

    /// <summary>Cancelled when the worker asks for a stop.</summary>
    public CancellationToken Stopping => stop.Token;

    /// <summary>Takes standard input and output for a pipe where the environment says that they are one; what is printed goes into the run's log from then on.</summary>
    /// <returns>The pipe; null where there is none.</returns>
    public static RunPipe? Attach()
    {
        if (Environment.GetEnvironmentVariable(Variable) != "1")
        {
            return null;
        }
        Environment.SetEnvironmentVariable(Variable, null); // not for processes that this one starts
        Attached = new(Console.OpenStandardInput(), Console.OpenStandardOutput());
        Console.SetOut(new RunLogWriter(Attached));
        return Attached;
    }

    /// <summary>Says something.</summary>
    public void Tell(RunMessage message)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, RunJson.Default.RunMessage), (byte)'\n'];
        lock (gate)
        {
            try
            {
                output.Write(line);
                output.Flush();
            }
            catch (IOException)
            {
                ended(); // nobody listens any more
            }
        }
    }

    /// <summary>Asks for leave to write a checkpoint or results, and waits for it.</summary>
    /// <exception cref="OperationCanceledException">Another attempt has taken over: nothing may be written.</exception>
    public void RequireLeave(int step)
    {
        Tell(new RunSaving(step));
        if (!leaves.Take())
        {
            throw new OperationCanceledException("Another attempt at this job has taken over; this one ends and leaves everything as it is.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        beats.Dispose();
        stop.Dispose();
        leaves.Dispose();
    }

    private void Listen(Stream input)
    {
        using StreamReader lines = new(input);
        while (lines.ReadLine() is { } order)
        {
            switch (order)
            {
                case RunOrder.Stop:
                    stop.Cancel();
                    break;
                case RunOrder.Save or RunOrder.Refuse:
                    leaves.Add(order == RunOrder.Save);
                    break;
            }
        }
        ended();
    }
}
