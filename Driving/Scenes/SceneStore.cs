using System.Diagnostics.CodeAnalysis;

namespace VoxPilot.Driving;

/// <summary>
/// Keeps scenes until they are too old or too many: the least recently used go first when the bytes exceed the budget.
/// A scene in use is kept alive by its leases and let go of when the last one ends.
/// </summary>
/// <typeparam name="T">What the model keeps of a scene.</typeparam>
/// <param name="byteLimit">Bytes that all scenes may hold; the newest scene is kept even if it alone holds more.</param>
/// <param name="lifetime">How long an unused scene lives.</param>
/// <param name="time">The clock.</param>
/// <param name="measure">Bytes that a scene holds; asked when it is added and again whenever a lease ends or all are changed, as use makes scenes grow. Called inside the lock.</param>
/// <param name="release">Lets go of what a dropped scene held; called once for each scene, outside the lock.</param>
internal sealed class SceneStore<T>(long byteLimit, TimeSpan lifetime, TimeProvider time, Func<T, long> measure, Action<T> release)
    where T : class
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> byId = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> byUse = new(); // least recently used first
    private long bytes;

    /// <summary>Scenes kept.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return byId.Count;
            }
        }
    }

    /// <summary>Bytes that the scenes kept hold.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>When a scene that is used now will expire.</summary>
    public DateTimeOffset NextExpiry => time.GetUtcNow() + lifetime;

    /// <summary>Keeps a scene; older ones may have to go.</summary>
    public void Add(Scene scene, T state)
    {
        List<T> dropped = [];
        lock (gate)
        {
            Entry entry = new(scene, state, measure(state));
            byId.Add(scene.Id, byUse.AddLast(entry));
            bytes += entry.Size;
            DropExpired(dropped);
            DropExcess(dropped);
        }
        dropped.ForEach(release);
    }

    /// <summary>Finds a scene and makes it the most recently used.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out Scene? scene)
    {
        List<T> dropped = [];
        lock (gate)
        {
            DropExpired(dropped);
            scene = Touch(id)?.Scene;
        }
        dropped.ForEach(release);
        return scene is not null;
    }

    /// <summary>Finds a scene and keeps it alive until the lease is disposed of.</summary>
    /// <exception cref="SceneNotFoundException">There is none of that id.</exception>
    public Lease Acquire(string id)
    {
        List<T> dropped = [];
        Entry? entry;
        lock (gate)
        {
            DropExpired(dropped);
            entry = Touch(id);
            if (entry is not null)
            {
                entry.Leases++;
            }
        }
        dropped.ForEach(release);
        return entry is null ? throw new SceneNotFoundException(id) : new(this, entry);
    }

    /// <summary>Drops a scene; false if there is none of that id.</summary>
    public bool Remove(string id)
    {
        List<T> dropped = [];
        bool found;
        lock (gate)
        {
            DropExpired(dropped);
            found = byId.TryGetValue(id, out LinkedListNode<Entry>? node);
            if (found)
            {
                Drop(node!, dropped);
            }
        }
        dropped.ForEach(release);
        return found;
    }

    /// <summary>Drops what has expired.</summary>
    public void Sweep()
    {
        List<T> dropped = [];
        lock (gate)
        {
            DropExpired(dropped);
        }
        dropped.ForEach(release);
    }

    /// <summary>Does something with all scenes, which may make them smaller. Called inside the lock.</summary>
    public void ForEach(Action<T> change)
    {
        lock (gate)
        {
            foreach (Entry entry in byUse)
            {
                change(entry.State);
                Weigh(entry);
            }
        }
    }

    /// <summary>Drops everything.</summary>
    public void Clear()
    {
        List<T> dropped = [];
        lock (gate)
        {
            while (byUse.First is { } node)
            {
                Drop(node, dropped);
            }
        }
        dropped.ForEach(release);
    }

    private Entry? Touch(string id)
    {
        if (!byId.TryGetValue(id, out LinkedListNode<Entry>? node))
        {
            return null;
        }
        byUse.Remove(node);
        byUse.AddLast(node);
        node.Value.Scene = node.Value.Scene with { ExpiresAt = NextExpiry };
        return node.Value;
    }

    private void DropExpired(List<T> dropped)
    {
        DateTimeOffset now = time.GetUtcNow();
        while (byUse.First is { } oldest && oldest.Value.Scene.ExpiresAt <= now)
        {
            Drop(oldest, dropped);
        }
    }

    private void DropExcess(List<T> dropped)
    {
        while (bytes > byteLimit && byUse.First is { } oldest && oldest != byUse.Last)
        {
            Drop(oldest, dropped);
        }
    }

    private void Drop(LinkedListNode<Entry> node, List<T> dropped)
    {
        byUse.Remove(node);
        byId.Remove(node.Value.Scene.Id);
        bytes -= node.Value.Size;
        node.Value.Dropped = true;
        if (node.Value.Leases == 0)
        {
            dropped.Add(node.Value.State);
        }
    }

    private void End(Entry entry)
    {
        List<T> dropped = [];
        lock (gate)
        {
            entry.Leases--;
            if (!entry.Dropped)
            {
                Weigh(entry);
                DropExcess(dropped);
            }
            else if (entry.Leases == 0)
            {
                dropped.Add(entry.State);
            }
        }
        dropped.ForEach(release);
    }

    private void Weigh(Entry entry)
    {
        long size = measure(entry.State);
        bytes += size - entry.Size;
        entry.Size = size;
    }

    internal sealed class Entry(Scene scene, T state, long size)
    {
        public Scene Scene { get; set; } = scene;

        public T State { get; } = state;

        public long Size { get; set; } = size;

        public int Leases { get; set; }

        public bool Dropped { get; set; }
    }

    /// <summary>Keeps one scene alive.</summary>
    internal sealed class Lease(SceneStore<T> store, Entry entry) : IDisposable
    {
        private int ended;

        /// <summary>What the model keeps of the scene.</summary>
        public T State => entry.State;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                store.End(entry);
            }
        }
    }
}
