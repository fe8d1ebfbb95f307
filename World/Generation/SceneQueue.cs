using System.Runtime.ExceptionServices;

namespace VoxPilot.World.Generation;

/// <summary>
/// Shares the work of making scenes among threads: preparing a scene is one piece, each of its key frames another. One scene is prepared
/// ahead while the key frames of another are drawn, so that no core waits. What is made does not depend on who makes it.
/// </summary>
internal sealed class SceneQueue<TScene, TWorker> where TScene : class
{
    private const int Ahead = 2; // scenes with key frames that nobody has begun

    private readonly object gate = new(); // waited on, which Lock cannot
    private readonly List<Open> open = [];
    private readonly int scenes;
    private int prepared;
    private int preparing;
    private Exception? fault;

    /// <summary>For scenes 0 to <paramref name="scenes"/> − 1.</summary>
    public SceneQueue(int scenes) => this.scenes = scenes;

    /// <summary>Prepares a scene; its number of key frames must be positive.</summary>
    public required Func<int, (TScene Scene, int Keyframes)> Prepare { get; init; }

    /// <summary>Makes what a thread needs for itself.</summary>
    public required Func<TWorker> Worker { get; init; }

    /// <summary>Makes a key frame.</summary>
    public required Action<TWorker, TScene, int> Keyframe { get; init; }

    /// <summary>Ends a scene whose key frames are all made.</summary>
    public required Action<TScene> Finish { get; init; }

    /// <summary>Does all the work.</summary>
    /// <param name="threads">How many threads.</param>
    /// <param name="stop">Ends the work after the pieces in hand.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(int threads, CancellationToken stop)
    {
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => Work(stop)) { Name = $"world {i}", IsBackground = true })];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }
        foreach (Thread worker in workers)
        {
            worker.Join();
        }
        if (fault is not null)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
        stop.ThrowIfCancellationRequested();
    }

    private void Work(CancellationToken stop)
    {
        try
        {
            TWorker worker = Worker();
            while (Next(stop) is { } piece)
            {
                piece(worker);
            }
        }
        catch (Exception e)
        {
            lock (gate)
            {
                fault ??= e; // the first one is told by Run
                Monitor.PulseAll(gate);
            }
        }
    }

    // The next piece of work; null when all is done, a piece failed or the work was stopped. Waits while others may yet bring more.
    private Action<TWorker>? Next(CancellationToken stop)
    {
        lock (gate)
        {
            while (fault is null && !stop.IsCancellationRequested)
            {
                Open? waiting = open.Find(scene => scene.Begun < scene.Count);
                if (prepared < scenes && (waiting is null || preparing == 0 && open.Count(scene => scene.Begun < scene.Count) < Ahead))
                {
                    int scene = prepared++;
                    preparing++;
                    return _ => Add(Prepare(scene));
                }
                if (waiting is not null)
                {
                    int keyframe = waiting.Begun++;
                    return worker =>
                    {
                        Keyframe(worker, waiting.Scene, keyframe);
                        Done(waiting);
                    };
                }
                if (preparing == 0 && open.Count == 0)
                {
                    return null;
                }
                Monitor.Wait(gate, TimeSpan.FromMilliseconds(100));
            }
            return null;
        }
    }

    private void Add((TScene Scene, int Keyframes) made)
    {
        lock (gate)
        {
            preparing--;
            open.Add(new(made.Scene, made.Keyframes));
            Monitor.PulseAll(gate);
        }
    }

    private void Done(Open scene)
    {
        bool whole;
        lock (gate)
        {
            whole = ++scene.Made == scene.Count;
        }
        if (whole)
        {
            Finish(scene.Scene);
            lock (gate)
            {
                open.Remove(scene);
                Monitor.PulseAll(gate);
            }
        }
    }

    private sealed record Open(TScene Scene, int Count)
    {
        public int Begun { get; set; }

        public int Made { get; set; }
    }
}
