using System.Collections;

using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    /// <summary>A list of modules, registered as <c>0</c>, <c>1</c>, …</summary>
    public sealed class ModuleList<T> : torch.nn.Module, IList<T> where T : torch.nn.Module
    {
        private readonly List<T> _list = [];

        /// <summary>Of the given modules.</summary>
        public ModuleList(params T[] modules) : base(nameof(ModuleList<>)) => extend(modules);

        /// <inheritdoc/>
        public int Count => _list.Count;

        /// <inheritdoc/>
        public bool IsReadOnly => false;

        /// <inheritdoc/>
        public T this[int index]
        {
            get => _list[index];
            set
            {
                _list[index] = value;
                Rename();
            }
        }

        /// <inheritdoc/>
        public void Add(T item)
        {
            register_module(_list.Count.ToString(), item);
            _list.Add(item);
        }

        /// <summary>Adds modules at the end.</summary>
        public void append(params T[] parameters) => extend(parameters);

        /// <summary>Adds modules at the end.</summary>
        public void extend(IEnumerable<T> modules)
        {
            foreach (T module in modules)
                Add(module);
        }

        /// <inheritdoc/>
        public void Insert(int index, T item)
        {
            _list.Insert(index, item);
            Rename();
        }

        /// <inheritdoc/>
        public void RemoveAt(int index)
        {
            _list.RemoveAt(index);
            Rename();
        }

        /// <inheritdoc/>
        public bool Remove(T item)
        {
            bool removed = _list.Remove(item);
            Rename();
            return removed;
        }

        /// <inheritdoc/>
        public void Clear()
        {
            _list.Clear();
            Rename();
        }

        /// <inheritdoc/>
        public bool Contains(T item) => _list.Contains(item);

        /// <inheritdoc/>
        public int IndexOf(T item) => _list.IndexOf(item);

        /// <inheritdoc/>
        public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private void Rename()
        {
            RemoveModules();
            for (int i = 0; i < _list.Count; i++)
                register_module(i.ToString(), _list[i]);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A list of modules of any kind.</summary>
            public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

            /// <summary>A list of modules of one kind.</summary>
            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}
