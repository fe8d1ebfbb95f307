namespace VoxPilot.Llm.Engine;

/// <summary>
/// Finds sequences for requests and prefixes, and takes them back: from prefixes that nobody uses when sequences run out, and from
/// those that were released when their last user ends. The loop's thread alone calls it.
/// </summary>
internal sealed class PrefixKeeper(ILanguageRuntime runtime, SlotTable slots)
{
    /// <summary>A sequence for a request or a prefix; if none is free, the prefix unused for longest gives its own, but never the one to keep.</summary>
    public int TakeSlot(object holder, LanguagePrefix keep)
    {
        var slot = slots.Take(holder);
        if (slot >= 0)
        {
            return slot;
        }

        Evict(slots.LeastRecent(keep) ?? throw new InvalidOperationException("No sequence is free although one was counted."));
        return slots.Take(holder);
    }

    /// <summary>Empties a sequence and makes it free.</summary>
    public void GiveBack(int slot)
    {
        runtime.Truncate(slot, 0);
        slots.Free(slot);
    }

    /// <summary>One request less runs on a prefix: half of a prefix is of no use to the next.</summary>
    public void EndUse(LanguagePrefix prefix)
    {
        prefix.Users--;
        if (prefix.Users == 0 && !prefix.Resident)
        {
            Evict(prefix);
        }

        FreeIfUnused(prefix);
    }

    /// <summary>Lets go of a prefix that was disposed of and that nobody uses, and of its adapter if it was the last on it.</summary>
    public void FreeIfUnused(LanguagePrefix prefix)
    {
        if (!prefix.Disposed || prefix.Users > 0 || prefix.Freed)
        {
            return;
        }

        prefix.Freed = true;
        Evict(prefix);
        if (prefix.Adapter is { } adapter)
        {
            adapter.Users--;
            UnloadIfUnused(adapter);
        }
    }

    /// <summary>An adapter's owner needs it no more; prefixes may still.</summary>
    public void Release(LanguageAdapter adapter)
    {
        if (!adapter.Released)
        {
            adapter.Released = true;
            UnloadIfUnused(adapter);
        }
    }

    private void Evict(LanguagePrefix prefix)
    {
        if (prefix.Slot < 0)
        {
            return;
        }

        GiveBack(prefix.Slot);
        prefix.Slot = -1;
        prefix.Filling = null;
        prefix.Resident = false;
    }

    private void UnloadIfUnused(LanguageAdapter adapter)
    {
        if (adapter is { Released: true, Users: 0 })
        {
            runtime.UnloadAdapter(adapter.Number);
        }
    }
}
