using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules applied one after the other, registered as <c>0</c>, <c>1</c>, … or under names of their own.</summary>
    public sealed class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.IModule<Tensor, Tensor>> _list = [];

        internal Sequential(IEnumerable<(string Name, nn.Module<Tensor, Tensor> Module)> modules) : base(nameof(Sequential))
        {
            foreach ((string name, nn.Module<Tensor, Tensor> module) in modules)
                append(name, module);
        }

        /// <summary>How many modules there are.</summary>
        public int Count => _list.Count;

        /// <summary>The module at a position.</summary>
        [System.Runtime.CompilerServices.IndexerName("SequentialItems")]
        public nn.IModule<Tensor, Tensor> this[int index] => _list[index];

        /// <summary>Adds a module at the end under a name.</summary>
        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            register_module(name, (nn.Module)module);
            _list.Add(module);
            return this;
        }

        /// <summary>Adds a module at the end under its position.</summary>
        public Sequential append(nn.IModule<Tensor, Tensor> module) => append(_list.Count.ToString(), module);

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor)
        {
            if (_list.Count == 0)
                return tensor.alias();
            using DisposeScope scope = NewDisposeScope();
            Tensor result = tensor;
            foreach (nn.IModule<Tensor, Tensor> module in _list)
                result = module.call(result);
            return ReferenceEquals(result, tensor) ? result : result.MoveToOuterDisposeScope();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A sequence without modules, to append to.</summary>
            public static Sequential Sequential() => new([]);

            /// <summary>A sequence of modules under names of their own.</summary>
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

            /// <summary>A sequence of modules under their positions.</summary>
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

            /// <summary>A sequence of modules under names of their own.</summary>
            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) => new(modules);

            /// <summary>A sequence of modules under their positions.</summary>
            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new(modules.Select((module, i) => (i.ToString(), module)));
        }
    }
}
