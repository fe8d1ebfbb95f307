using VoxPilot.Llm;

namespace VoxPilot.Driving;

/// <summary>
/// A scene's prefixes in the language model with adapters beside it, the few that were used last. One that has to go while an answer runs on it goes
/// when that answer ends. May be called from any thread.
/// </summary>
internal sealed class AdaptedPrefixes : IDisposable
{
    /// <summary>Prefixes kept for a scene.</summary>
    public const int Maximum = 3;

    private readonly Lock gate = new();
    private readonly List<Entry> kept = []; // least recently used first

    /// <summary>How many are kept.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return kept.Count;
            }
        }
    }

    /// <summary>Memory of those kept.</summary>
    public long Bytes
    {
        get
        {
            lock (gate)
            {
                return kept.Sum(e => e.Prefix.Bytes);
            }
        }
    }

    /// <summary>The prefix with an adapter, for one answer; null where none is kept.</summary>
    public PrefixUse? Find(LanguageAdapter adapter)
    {
        lock (gate)
        {
            if (kept.Find(e => e.Prefix.Adapter == adapter) is not { } entry)
            {
                return null;
            }
            kept.Remove(entry);
            kept.Add(entry);
            return Used(entry);
        }
    }

    /// <summary>Keeps a prefix and gives it to the answer that it was made for. It belongs to the scene from here on.</summary>
    public PrefixUse Keep(LanguagePrefix prefix)
    {
        lock (gate)
        {
            Entry entry = new(prefix);
            kept.Add(entry);
            PrefixUse use = Used(entry);
            if (kept.Count > Maximum)
            {
                LetGo(kept[0]);
            }
            return use;
        }
    }

    /// <summary>Lets go of what was made with an adapter.</summary>
    public void Drop(LanguageAdapter adapter)
    {
        lock (gate)
        {
            foreach (Entry entry in kept.FindAll(e => e.Prefix.Adapter == adapter))
            {
                LetGo(entry);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            while (kept.Count > 0)
            {
                LetGo(kept[^1]);
            }
        }
    }

    private PrefixUse Used(Entry entry)
    {
        entry.Users++;
        return new(entry.Prefix, () => End(entry));
    }

    private void LetGo(Entry entry)
    {
        kept.Remove(entry);
        if (entry.Users == 0)
        {
            entry.Prefix.Dispose();
        }
    }

    private void End(Entry entry)
    {
        lock (gate)
        {
            if (--entry.Users == 0 && !kept.Contains(entry))
            {
                entry.Prefix.Dispose();
            }
        }
    }

    private sealed class Entry(LanguagePrefix prefix)
    {
        public LanguagePrefix Prefix { get; } = prefix;

        public int Users { get; set; }
    }
}
