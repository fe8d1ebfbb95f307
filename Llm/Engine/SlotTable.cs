namespace VoxPilot.Llm.Engine;

/// <summary>
/// Who holds which sequence. Running requests take the lowest free one and prefixes the highest, so that the running ones
/// stand close together: rows of neighbouring sequences run as one matrix.
/// </summary>
internal sealed class SlotTable
{
    private readonly object?[] _holders;
    private readonly int[] _lengths;

    public SlotTable(int count)
    {
        _holders = new object?[count];
        _lengths = new int[count];
    }

    public int Count => _holders.Length;

    /// <summary>Places that a sequence holds.</summary>
    public int Length(int slot) => _lengths[slot];

    public void SetLength(int slot, int length) => _lengths[slot] = length;

    /// <summary>Slots that are free or whose prefix, not the one given, could be evicted.</summary>
    public int Available(LanguagePrefix except)
    {
        var available = 0;
        foreach (var holder in _holders)
        {
            if (holder is null || (holder is LanguagePrefix { Users: 0 } prefix && prefix != except))
            {
                available++;
            }
        }

        return available;
    }

    /// <summary>The prefix that was unused for longest and that nobody uses now.</summary>
    public LanguagePrefix? LeastRecent(LanguagePrefix except)
    {
        LanguagePrefix? least = null;
        foreach (var holder in _holders)
        {
            if (holder is LanguagePrefix { Users: 0 } prefix && prefix != except && (least is null || prefix.LastUse < least.LastUse))
            {
                least = prefix;
            }
        }

        return least;
    }

    /// <summary>A free slot for the holder, or -1.</summary>
    public int Take(object holder)
    {
        var slot = holder is LanguagePrefix ? Array.LastIndexOf(_holders, null) : Array.IndexOf(_holders, null);
        if (slot >= 0)
        {
            _holders[slot] = holder;
            _lengths[slot] = 0;
        }

        return slot;
    }

    public void Free(int slot)
    {
        _holders[slot] = null;
        _lengths[slot] = 0;
    }
}
