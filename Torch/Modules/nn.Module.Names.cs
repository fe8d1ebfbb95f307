using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>The modules right below this one, with their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => _modules.Items.Select(item => (item.Key, item.Value));

            /// <summary>The modules right below this one.</summary>
            public virtual IEnumerable<Module> children() => _modules.Values;

            /// <summary>All modules below this one, with their dotted names; this one is not among them.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach ((string name, Module module) in named_children())
                {
                    yield return (name, module);
                    foreach ((string inner, Module below) in module.named_modules())
                        yield return ($"{name}.{inner}", below);
                }
            }

            /// <summary>All modules below this one.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(item => item.module);

            /// <summary>The parameters with their dotted names, this module's own first; a parameter that is shared comes once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                HashSet<Parameter> seen = new(ReferenceEqualityComparer.Instance);
                return AllParameters("", recurse).Where(item => seen.Add(item.Value)).Select(item => (item.Key, item.Value)).ToList();
            }

            /// <summary>The parameters, this module's own first; a parameter that is shared comes once.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(item => item.parameter);

            /// <summary>The buffers with their dotted names, this module's own first.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                HashSet<Tensor> seen = new(ReferenceEqualityComparer.Instance);
                return AllBuffers("", recurse, include_nonpersistent).Where(item => seen.Add(item.Value)).Select(item => (item.Key, item.Value)).ToList();
            }

            /// <summary>The buffers, this module's own first.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(item => item.buffer);

            /// <summary>The parameter of a dotted name, or null.</summary>
            public Parameter? get_parameter(string target) => Owner(target, out string last)?._parameters.Find(last);

            /// <summary>The buffer of a dotted name, or null.</summary>
            public Tensor? get_buffer(string target) => Owner(target, out string last)?._buffers.Find(last).Tensor;

            /// <summary>Whether there is a parameter of that dotted name.</summary>
            public bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>Whether there is a buffer of that dotted name.</summary>
            public bool has_buffer(string target) => get_buffer(target) is not null;

            private IEnumerable<KeyValuePair<string, Parameter>> AllParameters(string prefix, bool recurse) =>
                _parameters.Items.Select(item => KeyValuePair.Create(prefix + item.Key, item.Value))
                    .Concat(recurse ? _modules.Items.SelectMany(item => item.Value.AllParameters($"{prefix}{item.Key}.", true)) : []);

            private IEnumerable<KeyValuePair<string, Tensor>> AllBuffers(string prefix, bool recurse, bool all) =>
                _buffers.Items.Where(item => all || item.Value.Persistent).Select(item => KeyValuePair.Create(prefix + item.Key, item.Value.Tensor))
                    .Concat(recurse ? _modules.Items.SelectMany(item => item.Value.AllBuffers($"{prefix}{item.Key}.", true, all)) : []);

            private Module? Owner(string target, out string last)
            {
                string[] parts = target.Split('.');
                last = parts[^1];
                Module? owner = this;
                foreach (string part in parts[..^1])
                    owner = owner?._modules.Find(part);
                return owner;
            }
        }
    }
}
