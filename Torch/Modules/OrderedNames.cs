namespace TorchSharp.Modules;

/// <summary>What a module has registered under names, in order.</summary>
internal sealed class OrderedNames<T>(string kind)
{
    private readonly List<KeyValuePair<string, T>> _items = [];

    /// <summary>The items in order.</summary>
    public IReadOnlyList<KeyValuePair<string, T>> Items => _items;

    /// <summary>The values in order.</summary>
    public IEnumerable<T> Values => _items.Select(item => item.Value);

    /// <summary>Adds an item; a name may hold no dot and be used once.</summary>
    public void Add(string name, T value, string owner)
    {
        if (string.IsNullOrEmpty(name) || name.Contains('.', StringComparison.Ordinal))
            throw new ArgumentException($"{owner} cannot register a {kind} as '{name}': a name must not be empty nor hold a dot.", nameof(name));
        if (Contains(name))
            throw new InvalidOperationException($"{owner} already has a {kind} '{name}'.");
        _items.Add(new KeyValuePair<string, T>(name, value));
    }

    /// <summary>Whether the name is taken.</summary>
    public bool Contains(string name) => _items.Exists(item => item.Key == name);

    /// <summary>Whether the name is taken by this very value.</summary>
    public bool Holds(string name, T value) => _items.Exists(item => item.Key == name && ReferenceEquals(item.Value, value));

    /// <summary>The value of a name, or the default.</summary>
    public T? Find(string name) => _items.Find(item => item.Key == name).Value;

    /// <summary>Puts another value in the place of a name, or at the end.</summary>
    public void Replace(string name, T value)
    {
        int at = _items.FindIndex(item => item.Key == name);
        if (at < 0)
            _items.Add(new KeyValuePair<string, T>(name, value));
        else
            _items[at] = new KeyValuePair<string, T>(name, value);
    }

    /// <summary>Forgets a name.</summary>
    public void Remove(string name) => _items.RemoveAll(item => item.Key == name);

    /// <summary>Forgets all items.</summary>
    public void Clear() => _items.Clear();
}
