using System.Collections;
using System.Diagnostics.CodeAnalysis;

using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>Modules by name, in the order they were added.</summary>
    public sealed class ModuleDict<T> : torch.nn.Module, IEnumerable<(string, T)> where T : torch.nn.Module
    {
        private readonly List<(string Key, T Value)> _list = [];

        /// <summary>Without modules.</summary>
        public ModuleDict() : base(nameof(ModuleDict<>))
        {
        }

        /// <summary>How many modules there are.</summary>
        public int Count => _list.Count;

        /// <summary>The module of a name.</summary>
        public T this[string key] => TryGetValue(key, out T? value) ? value : throw new KeyNotFoundException($"No module '{key}'; there are {string.Join(", ", keys())}.");

        /// <summary>Adds a module.</summary>
        public void Add(string key, T value)
        {
            register_module(key, value);
            _list.Add((key, value));
        }

        /// <summary>Adds a module.</summary>
        public void Add((string, T) item) => Add(item.Item1, item.Item2);

        /// <summary>Whether there is a module of that name.</summary>
        public bool ContainsKey(string key) => TryGetValue(key, out _);

        /// <summary>The module of a name, if there is one.</summary>
        public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
        {
            int at = _list.FindIndex(item => item.Key == key);
            value = at < 0 ? null : _list[at].Value;
            return at >= 0;
        }

        /// <summary>The names in order.</summary>
        public IEnumerable<string> keys() => _list.Select(item => item.Key);

        /// <summary>The modules in order.</summary>
        public IEnumerable<T> values() => _list.Select(item => item.Value);

        /// <inheritdoc/>
        public IEnumerator<(string, T)> GetEnumerator() => _list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Modules of one kind by name.</summary>
            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                ModuleDict<T> dict = new();
                foreach ((string key, T value) in modules)
                    dict.Add(key, value);
                return dict;
            }
        }
    }
}
