using System.Reflection;

using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// The base of all networks: a tree of modules with parameters and buffers under the names that PyTorch's state dicts use.
        /// A derived class calls <see cref="RegisterComponents"/> at the end of its constructor.
        /// </summary>
        public abstract partial class Module : IDisposable
        {
            private readonly string _name;
            private readonly OrderedNames<Module> _modules = new("module");
            private readonly OrderedNames<Parameter> _parameters = new("parameter");
            private readonly OrderedNames<(Tensor Tensor, bool Persistent)> _buffers = new("buffer");

            /// <summary>For a module of the given name, which appears in messages only.</summary>
            protected Module(string name) => _name = name;

            /// <summary>Whether the module trains (the default) or evaluates.</summary>
            public virtual bool training { get; private set; } = true;

            /// <summary>The name given at construction.</summary>
            public virtual string GetName() => _name;

            /// <summary>Sets this module and all below it to training.</summary>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach (Module module in _modules.Values)
                    module.train(train);
            }

            /// <summary>Sets this module and all below it to evaluation.</summary>
            public virtual void eval() => train(false);

            /// <summary>Forgets the gradients of all parameters.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (Parameter parameter in parameters())
                    GradientReset.Clear(parameter, set_to_none);
            }

            /// <summary>Calls a function on all modules below, then on this one.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach (Module module in _modules.Values)
                    module.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Adds a module below this one.</summary>
            public virtual void register_module(string name, Module submodule)
            {
                ArgumentNullException.ThrowIfNull(submodule);
                _modules.Add(name, submodule, Describe());
            }

            /// <summary>Adds a module below this one.</summary>
            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Adds a parameter, and takes it out of its dispose scope. A null parameter (no bias) is left out.</summary>
            public virtual void register_parameter(string name, Parameter? param)
            {
                if (param is null)
                    return;
                param.DetachFromDisposeScope();
                _parameters.Add(name, param, Describe());
            }

            /// <summary>Adds a tensor that is not learnt, and takes it out of its dispose scope. One that is not persistent stays out of state dicts.</summary>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                tensor.DetachFromDisposeScope();
                _buffers.Add(name, (tensor, persistent), Describe());
            }

            /// <summary>Registers each field that holds a module, a parameter or a tensor, under the field's name or its <see cref="ComponentNameAttribute"/>.</summary>
            protected virtual void RegisterComponents()
            {
                foreach (FieldInfo field in ComponentFields(GetType()))
                {
                    string name = field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
                    switch (field.GetValue(this))
                    {
                        case Module module when !_modules.Holds(name, module): register_module(name, module); break;
                        case Parameter parameter when !_parameters.Holds(name, parameter): register_parameter(name, parameter); break;
                        case Tensor tensor when tensor is not Modules.Parameter && !_buffers.Contains(name): register_buffer(name, tensor); break;
                    }
                }
            }

            // Takes all modules out, without disposing of them.
            private protected void RemoveModules() => _modules.Clear();

            // Registers another parameter under a name, or none.
            private protected Parameter? Replace(string name, Parameter? value)
            {
                if (value is null)
                {
                    _parameters.Remove(name);
                    return null;
                }

                value.DetachFromDisposeScope();
                _parameters.Replace(name, value);
                return value;
            }

            /// <inheritdoc/>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Disposes of all modules, parameters and buffers.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (Module module in _modules.Values)
                    module.Dispose();
                foreach (Parameter parameter in _parameters.Values)
                    parameter.Dispose();
                foreach ((Tensor tensor, _) in _buffers.Values)
                    tensor.Dispose();
            }

            private string Describe() => $"{GetType().Name} '{_name}'";

            // The most basic class first, each in the order of declaration.
            private static IEnumerable<FieldInfo> ComponentFields(Type type)
            {
                Stack<Type> lineage = new();
                for (Type? at = type; at is not null && at != typeof(Module); at = at.BaseType)
                    lineage.Push(at);
                return lineage
                    .SelectMany(one => one.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    .Where(field => typeof(Module).IsAssignableFrom(field.FieldType) || typeof(Tensor).IsAssignableFrom(field.FieldType) || field.FieldType.IsInterface);
            }
        }
    }
}
