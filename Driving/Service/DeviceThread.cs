using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using TorchSharp;

namespace VoxPilot.Driving;

/// <summary>
/// The one thread of a device: everything that touches tensors runs here, one work item after the other.
/// Each item has a dispose scope of its own and no gradient; what is to outlive it must be detached from the scope.
/// A caller hears of its item when the item's scope has ended.
/// Nothing inside an item awaits.
/// </summary>
internal sealed class DeviceThread : IAsyncDisposable
{
    private readonly Channel<WorkItem> queue = Channel.CreateUnbounded<WorkItem>(new() { SingleReader = true });
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action? started;
    private int waiting;
    private double meanSeconds = 0.05;

    /// <param name="name">Name of the thread, for debuggers.</param>
    /// <param name="queueLimit">Items that may wait; disposals do not count.</param>
    /// <param name="started">Runs first on the thread.</param>
    public DeviceThread(string name, int queueLimit, Action? started = null)
    {
        QueueLimit = queueLimit;
        this.started = started;
        new Thread(Loop) { Name = name, IsBackground = true }.Start();
    }

    /// <summary>Items that may wait.</summary>
    public int QueueLimit { get; }

    /// <summary>Items that wait or run.</summary>
    public int Queued => Volatile.Read(ref waiting);

    /// <summary>Runs work on the thread and gives back what it returns or throws.</summary>
    /// <exception cref="OverloadedException">As many items as may wait do so already.</exception>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Interlocked.Increment(ref waiting) > QueueLimit)
        {
            Interlocked.Decrement(ref waiting);
            throw Full();
        }
        Call<T> item = new(work, cancellation);
        if (!queue.Writer.TryWrite(item))
        {
            Interlocked.Decrement(ref waiting);
            throw new ObjectDisposedException(nameof(DeviceThread));
        }
        return item.Result;
    }

    /// <summary>Lets go of something that holds tensors, on the thread, when its turn comes. Always accepted.</summary>
    public void Release(IDisposable tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (!queue.Writer.TryWrite(new Disposal(tensors)))
        {
            tensors.Dispose(); // the thread has ended, so that no one else can be using them
        }
    }

    /// <summary>Finishes what waits, then ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task;
    }

    /// <summary>Refuses before work is done that would only be refused later.</summary>
    /// <exception cref="OverloadedException">As many items as may wait do so already.</exception>
    public void RequireRoom()
    {
        if (Queued >= QueueLimit)
        {
            throw Full();
        }
    }

    private OverloadedException Full() =>
        new("device", QueueLimit, TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(Volatile.Read(ref meanSeconds) * QueueLimit / 2), 1, 60)));

    private void Loop()
    {
        try
        {
            started?.Invoke();
            while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (queue.Reader.TryRead(out WorkItem? item))
                {
                    Run(item);
                }
            }
            ended.TrySetResult();
        }
#pragma warning disable CA1031 // the thread must not bring the process down; whoever waits for it hears of it
        catch (Exception e)
        {
            queue.Writer.TryComplete(e);
            while (queue.Reader.TryRead(out WorkItem? item))
            {
                item.Abandon();
            }
            ended.TrySetException(ExceptionDispatchInfo.Capture(e).SourceException);
        }
#pragma warning restore CA1031
    }

    private void Run(WorkItem item)
    {
        long start = Stopwatch.GetTimestamp();
        using (torch.NewDisposeScope())
        using (torch.no_grad())
        {
            item.Work();
        }
        if (item.Counts)
        {
            Interlocked.Decrement(ref waiting);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Volatile.Write(ref meanSeconds, 0.9 * meanSeconds + 0.1 * seconds);
        }
        item.Report();
    }

    private abstract class WorkItem(bool counts)
    {
        public bool Counts => counts;

        public abstract void Work();

        /// <summary>Tells the caller, when the item's tensors are gone and its place in the queue is free.</summary>
        public virtual void Report()
        {
        }

        public virtual void Abandon()
        {
        }
    }

    private sealed class Disposal(IDisposable tensors) : WorkItem(counts: false)
    {
        public override void Work() => tensors.Dispose();
    }

    private sealed class Call<T>(Func<T> work, CancellationToken cancellation) : WorkItem(counts: true)
    {
        private readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T value = default!;
        private Exception? failure;

        public Task<T> Result => result.Task;

        public override void Work()
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                value = work();
            }
#pragma warning disable CA1031 // whatever the work throws belongs to its caller, and the thread goes on
            catch (Exception e)
            {
                failure = e;
            }
#pragma warning restore CA1031
        }

        public override void Report()
        {
            switch (failure)
            {
                case null:
                    result.TrySetResult(value);
                    break;
                case OperationCanceledException e:
                    result.TrySetCanceled(e.CancellationToken);
                    break;
                default:
                    result.TrySetException(failure);
                    break;
            }
        }

        public override void Abandon() => result.TrySetException(new ObjectDisposedException(nameof(DeviceThread)));
    }
}
