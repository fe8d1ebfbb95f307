namespace VoxPilot.Torch;

/// <summary>A Python dict or OrderedDict: its items in the order they were set. Keys are compared nowhere; a state dict's are strings.</summary>
internal sealed class PickleDict
{
    private readonly List<KeyValuePair<object?, object?>> _items = [];

    /// <summary>The items in order.</summary>
    public IReadOnlyList<KeyValuePair<object?, object?>> Items => _items;

    /// <summary>Appends an item.</summary>
    public void Add(object? key, object? value) => _items.Add(new KeyValuePair<object?, object?>(key, value));

    /// <summary>The value that was last set for a text key, or null.</summary>
    public object? Find(string key) => _items.FindLast(item => item.Key is string name && name == key).Value;
}
