using System.Security.Cryptography;
using VoxPilot.Core;
using VoxPilot.Llm;

namespace VoxPilot.Driving;

/// <summary>
/// The adapters of a loaded pack, by name. They go with the pack. One that is dropped takes no new answers, serves those that run with it to their end,
/// and is then let go of. May be called from any thread.
/// </summary>
/// <param name="language">The pack's language model.</param>
/// <param name="config">Its architecture.</param>
/// <param name="pack">The pack's name.</param>
/// <param name="limit">Adapters at most.</param>
/// <param name="time">The clock.</param>
internal sealed class AdapterSet(LanguageEngine language, LanguageConfig config, string pack, int limit, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>An adapter was dropped and nobody runs with it any more; whoever keeps something of it lets it go. Called outside the lock.</summary>
    public event Action<LanguageAdapter>? Dropped;

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<Adapter> All
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Values.Where(e => e.Loaded is not null).Select(e => e.Described with { InUse = e.Users }).OrderBy(a => a.Name, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Loads one.</summary>
    /// <exception cref="InvalidInputException">Name, scale or file cannot be used: the part is <c>name</c>, <c>scale</c> or <c>file</c>.</exception>
    /// <exception cref="AdapterExistsException">The name is taken.</exception>
    public async Task<Adapter> LoadAsync(AdapterSource source, CancellationToken cancellation)
    {
        Entry entry = Reserve(source);
        try
        {
            (long bytes, string hash) = await Task.Run(() => Inspect(source.Path), cancellation);
            LanguageAdapter loaded = await language.LoadAdapterAsync(source.Path, (float)source.Scale);
            Adapter described = new()
            {
                Name = source.Name, Origin = source.Origin, File = source.File, Bytes = bytes, Hash = hash, Scale = source.Scale, LoadedAt = time.GetUtcNow(), InUse = 0,
            };
            lock (gate)
            {
                entry.Described = described;
                entry.Loaded = loaded;
            }
            return described;
        }
        catch (Exception fault)
        {
            lock (gate)
            {
                entries.Remove(source.Name);
            }
            if (fault is InvalidDataException or LanguageRuntimeException or IOException or UnauthorizedAccessException)
            {
                string reason = fault.Message.Replace($"{source.Path}: ", "", StringComparison.Ordinal).Replace(source.Path, source.File ?? "the upload", StringComparison.Ordinal);
                throw new InvalidInputException("file", $"The adapter '{source.Name}' does not fit the language model of {pack}: {reason}", fault);
            }
            throw;
        }
    }

    /// <summary>Takes one for an answer.</summary>
    /// <exception cref="InvalidInputException">There is none of that name.</exception>
    public Use Take(string name)
    {
        lock (gate)
        {
            if (entries.TryGetValue(name, out Entry? entry) && entry.Loaded is { } loaded)
            {
                entry.Users++;
                return new(this, entry, loaded);
            }
        }
        throw Unknown(name, All);
    }

    /// <summary>Drops one; false if there is none of that name.</summary>
    public bool Remove(string name)
    {
        LanguageAdapter? free;
        lock (gate)
        {
            if (!entries.TryGetValue(name, out Entry? entry) || entry.Loaded is null)
            {
                return false;
            }
            entries.Remove(name);
            entry.Removed = true;
            free = entry.Users == 0 ? entry.Loaded : null;
        }
        LetGo(free);
        return true;
    }

    /// <summary>What is said where a question names an adapter that is not there.</summary>
    public static InvalidInputException Unknown(string name, IReadOnlyList<Adapter> loaded)
    {
        string shown = name.Length > 80 ? name[..80] + "…" : name;
        string there = loaded.Count == 0 ? "none is loaded" : $"loaded are {string.Join(", ", loaded.Select(a => a.Name))}";
        return new("adapter", $"There is no adapter '{shown}'; {there}. Load it first, or leave 'adapter' out.");
    }

    private Entry Reserve(AdapterSource source)
    {
        if (!AdapterName.Allows(source.Name))
        {
            throw new InvalidInputException("name", $"An adapter's name has {AdapterName.Rule}.");
        }
        if (!(Math.Abs(source.Scale) <= AdapterSource.LargestScale))
        {
            throw new InvalidInputException("scale", $"scale must lie between -{AdapterSource.LargestScale} and {AdapterSource.LargestScale}; it is {source.Scale}.");
        }
        lock (gate)
        {
            if (entries.ContainsKey(source.Name))
            {
                throw new AdapterExistsException(source.Name);
            }
            if (entries.Count >= limit)
            {
                throw new InvalidInputException("name", $"{limit} adapters are loaded and no more are taken; drop one first.");
            }
            Entry entry = new();
            entries.Add(source.Name, entry);
            return entry;
        }
    }

    // llama.cpp ends the process over some files that are no adapters; none of them gets that far.
    private (long Bytes, string Hash) Inspect(string path)
    {
        LoraGguf.Check(path, config);
        using FileStream stream = File.OpenRead(path);
        return (stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    private void End(Entry entry)
    {
        LanguageAdapter? free;
        lock (gate)
        {
            entry.Users--;
            free = entry is { Removed: true, Users: 0 } ? entry.Loaded : null;
        }
        LetGo(free);
    }

    private void LetGo(LanguageAdapter? adapter)
    {
        if (adapter is not null)
        {
            Dropped?.Invoke(adapter);
            adapter.Dispose();
        }
    }

    internal sealed class Entry
    {
        public Adapter Described { get; set; } = null!; // set together with Loaded

        public LanguageAdapter? Loaded { get; set; }

        public int Users { get; set; }

        public bool Removed { get; set; }
    }

    /// <summary>Keeps an adapter for one answer.</summary>
    internal sealed class Use(AdapterSet set, Entry entry, LanguageAdapter adapter) : IDisposable
    {
        private int ended;

        /// <summary>The adapter.</summary>
        public LanguageAdapter Adapter { get; } = adapter;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref ended, 1) == 0)
            {
                set.End(entry);
            }
        }
    }
}
