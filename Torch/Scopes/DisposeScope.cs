namespace TorchSharp;

/// <summary>Owns the tensors made on its thread while it is the innermost scope, and disposes them with itself.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;
    private List<IDisposable?>? items = [];
    private int count;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        this.manager = manager;
        OuterScope = outer;
    }

    internal DisposeScope? OuterScope { get; }

    internal bool IsDisposed => items is null;

    /// <summary>How many disposables the scope owns now.</summary>
    public int DisposablesCount => count;

    public IReadOnlyList<IDisposable> DisposablesView => Items.OfType<IDisposable>().ToList();

    private List<IDisposable?> Items => items ?? throw new ObjectDisposedException(nameof(DisposeScope));

    public bool Contains(IDisposable disposable) => IndexOf(disposable) >= 0;

    public void Attach(IDisposable disposable)
    {
        if (disposable is torch.Tensor tensor)
        {
            if (tensor.OwningDisposeScope == this)
                return;
            if (tensor.OwningDisposeScope is { } owner)
                owner.Remove(tensor);
            Add(tensor);
            manager.Counts.Tensors.AttachedToScopeCount++;
        }
        else if (!Contains(disposable))
        {
            Items.Add(disposable);
            count++;
        }
    }

    public void Attach(params IDisposable[] disposables) => Array.ForEach(disposables, Attach);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var list = disposables.ToList();
        list.ForEach(Attach);
        return list;
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        Remove(disposable);
        manager.Counts.Tensors.DetachedFromScopeCount++;
        return disposable;
    }

    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Detach(first), Detach(second));

    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (Detach(first), Detach(second), Detach(third));

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables)
            Detach<IDisposable>(disposable);
    }

    /// <summary>Hands a disposable to the scope around this one; without one it belongs to nobody but its holder.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(OuterScope, disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable where T2 : IDisposable where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables)
            MoveToOuter<IDisposable>(disposable);
    }

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        Remove(disposable);
        scope?.Attach(disposable);
        return disposable;
    }

    public (T1 first, T2 second) MoveToOther<T1, T2>(DisposeScope? scope, T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (MoveToOther(scope, first), MoveToOther(scope, second));

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) => MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (IDisposable disposable in disposables)
            MoveToOther<IDisposable>(scope, disposable);
    }

    public void DisposeEverything()
    {
        List<IDisposable?> all = Items;
        for (int i = 0; i < all.Count; i++)
        {
            // A tensor takes itself out of its scope, and counts itself.
            all[i]?.Dispose();
        }

        all.Clear();
        count = 0;
    }

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var keep = inKeep.ToList();
        foreach (IDisposable disposable in keep)
            Remove(disposable);
        DisposeEverything();
        Attach(keep);
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    /// <summary>Forgets a disposable that was disposed by its holder.</summary>
    public void MarkAsDisposed(IDisposable disposable) => Remove(disposable);

    public void Dispose()
    {
        if (items is null)
            return;
        DisposeEverything();
        items = null;
        manager.Remove(this);
    }

    internal void Add(torch.Tensor tensor)
    {
        List<IDisposable?> all = Items;
        if (all.Count > 64 && count < all.Count / 2)
            Compact(all);
        tensor.OwningDisposeScope = this;
        tensor.IndexInScope = all.Count;
        all.Add(tensor);
        count++;
    }

    internal void Remove(IDisposable disposable)
    {
        int index = IndexOf(disposable);
        if (index < 0)
            return;
        List<IDisposable?> all = items!;
        all[index] = null;
        count--;
        if (index == all.Count - 1)
            all.RemoveAt(index);
        if (disposable is torch.Tensor tensor)
            tensor.OwningDisposeScope = null;
    }

    private int IndexOf(IDisposable disposable)
    {
        if (disposable is torch.Tensor tensor)
            return tensor.OwningDisposeScope == this && items is not null ? tensor.IndexInScope : -1;
        return items?.FindIndex(item => ReferenceEquals(item, disposable)) ?? -1;
    }

    private static void Compact(List<IDisposable?> all)
    {
        all.RemoveAll(static item => item is null);
        for (int i = 0; i < all.Count; i++)
        {
            if (all[i] is torch.Tensor tensor)
                tensor.IndexInScope = i;
        }
    }
}
