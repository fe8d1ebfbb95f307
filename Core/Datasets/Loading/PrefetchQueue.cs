using System.Runtime.ExceptionServices;

namespace VoxPilot.Core.Datasets.Loading;

/// <summary>
/// Works off jobs on threads of its own, at most so many ahead of the consumer, and hands results out in the order of the jobs, however
/// many threads there are. A ring under one lock: jobs take milliseconds, so that the lock is idle.
/// </summary>
internal sealed class PrefetchQueue<TJob, TResult> : IDisposable
    where TResult : class
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly object gate = new();
    private readonly IEnumerator<TJob> jobs;
    private readonly TResult?[] ring;
    private readonly Thread[] threads;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationToken stopped;
    private long taken; // jobs that threads have begun
    private long handed; // results that the consumer has got
    private bool ended; // there are no more jobs
    private Exception? failure;

    /// <param name="jobs">The jobs; read under a lock, by one thread at a time.</param>
    /// <param name="count">Threads.</param>
    /// <param name="capacity">Results that may wait for the consumer.</param>
    /// <param name="worker">Makes what one thread does for a job; called once for each thread.</param>
    public PrefetchQueue(IEnumerable<TJob> jobs, int count, int capacity, Func<Func<TJob, CancellationToken, TResult>> worker)
    {
        stopped = stopping.Token;
        this.jobs = jobs.GetEnumerator();
        ring = new TResult?[capacity];
        threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => Run(worker)) { IsBackground = true, Name = $"clip loader {i}" })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }
    }

    /// <summary>The next result; null when there are no more.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; nothing was taken.</exception>
    /// <exception cref="ObjectDisposedException">The queue was stopped.</exception>
    public TResult? Take(CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.Register(Wake);
        lock (gate)
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                ObjectDisposedException.ThrowIf(stopped.IsCancellationRequested, this);
                ref TResult? slot = ref ring[handed % ring.Length];
                if (slot is TResult result)
                {
                    slot = null;
                    handed++;
                    Monitor.PulseAll(gate);
                    return result;
                }
                if (failure is not null)
                {
                    ExceptionDispatchInfo.Throw(failure);
                }
                if (ended && taken == handed)
                {
                    return null;
                }
                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>Stops the threads; what they are at is given up at their next look at the token.</summary>
    public void Dispose()
    {
        if (stopped.IsCancellationRequested)
        {
            return;
        }
        stopping.Cancel();
        Wake();
        long deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        foreach (Thread thread in threads)
        {
            // A thread that hangs in a read is left behind: it is a background thread and touches nothing of the consumer's.
            thread.Join((int)Math.Max(0, deadline - Environment.TickCount64));
        }
        stopping.Dispose();
        lock (gate)
        {
            jobs.Dispose();
        }
    }

    private void Run(Func<Func<TJob, CancellationToken, TResult>> worker)
    {
        try
        {
            Func<TJob, CancellationToken, TResult> work = worker();
            while (Begin(out TJob job, out long number))
            {
                TResult result = work(job, stopped);
                lock (gate)
                {
                    ring[number % ring.Length] = result;
                    Monitor.PulseAll(gate);
                }
            }
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // Stopped: nobody waits for the result.
        }
        catch (Exception e)
        {
            lock (gate)
            {
                (failure, ended) = (failure ?? e, true);
                Monitor.PulseAll(gate);
            }
        }
    }

    private bool Begin(out TJob job, out long number)
    {
        lock (gate)
        {
            while (taken - handed >= ring.Length && !stopped.IsCancellationRequested)
            {
                Monitor.Wait(gate);
            }
            ended = ended || !stopped.IsCancellationRequested && !jobs.MoveNext();
            if (ended || stopped.IsCancellationRequested)
            {
                Monitor.PulseAll(gate);
                (job, number) = (default!, 0);
                return false;
            }
            (job, number) = (jobs.Current, taken++);
            return true;
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }
}
