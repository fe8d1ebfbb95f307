using System.Runtime.InteropServices;
using VoxPilot.Jobs.Pipe;

namespace VoxPilot.Api.Commands;

/// <summary>Asks a command to end in good order: Ctrl+C, SIGTERM, or its worker's word.</summary>
internal sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    /// <summary>Listens until it is disposed of.</summary>
    /// <param name="outer">Ends the command too.</param>
    public StopSignal(CancellationToken outer = default)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(outer, RunPipe.Attached?.Stopping ?? default);
        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <summary>Cancelled when the command is to end.</summary>
    public CancellationToken Token => stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
