using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            private const int NamesInMessage = 8;

            /// <summary>
            /// The parameters and the persistent buffers by their dotted names: each module's own parameters, then its buffers, then what
            /// lies below. The tensors are the module's own, not copies.
            /// </summary>
            /// <param name="destination">Where to add them; a new dictionary if null.</param>
            /// <param name="prefix">A name put before theirs, with a dot.</param>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= new Dictionary<string, Tensor>(StringComparer.Ordinal);
                AddState(destination, string.IsNullOrEmpty(prefix) ? "" : prefix + ".");
                return destination;
            }

            /// <summary>Copies values into the parameters and persistent buffers of the same names, converting type and device.</summary>
            /// <param name="source">The values by name.</param>
            /// <param name="strict">Whether names must match exactly.</param>
            /// <param name="skip">Names that may be absent on either side, and are not copied.</param>
            /// <returns>The names that the source lacks, and those that the module lacks.</returns>
            /// <exception cref="InvalidOperationException">A shape differs, or with <paramref name="strict"/> a name; nothing has been copied then.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                ArgumentNullException.ThrowIfNull(source);
                Dictionary<string, Tensor> target = state_dict();
                bool Wanted(string name) => skip is null || !skip.Contains(name);
                List<string> missing = [.. target.Keys.Where(name => Wanted(name) && !source.ContainsKey(name))];
                List<string> unexpected = [.. source.Keys.Where(name => Wanted(name) && !target.ContainsKey(name))];
                List<string> shared = [.. target.Keys.Where(name => Wanted(name) && source.ContainsKey(name))];
                List<string> misshapen = [.. shared
                    .Where(name => !target[name].shape.AsSpan().SequenceEqual(source[name].shape))
                    .Select(name => $"'{name}' is ({string.Join(", ", source[name].shape)}), expected ({string.Join(", ", target[name].shape)})")];
                List<string> faults = [];
                AddFault(faults, strict, "missing", missing);
                AddFault(faults, strict, "not expected", unexpected);
                AddFault(faults, true, "of another shape", misshapen);
                if (faults.Count > 0)
                    throw new InvalidOperationException($"The state does not fit {Describe()}: {string.Join("; ", faults)}.");

                using IDisposable _ = no_grad();
                foreach (string name in shared)
                    target[name].copy_(source[name]);
                return (missing, unexpected);
            }

            private void AddState(Dictionary<string, Tensor> destination, string prefix)
            {
                foreach ((string name, Parameter parameter) in _parameters.Items)
                    destination[prefix + name] = parameter;
                foreach ((string name, (Tensor tensor, bool persistent)) in _buffers.Items)
                {
                    if (persistent)
                        destination[prefix + name] = tensor;
                }

                foreach ((string name, Module module) in _modules.Items)
                    module.AddState(destination, $"{prefix}{name}.");
            }

            private static void AddFault(List<string> faults, bool counts, string kind, List<string> names)
            {
                if (counts && names.Count > 0)
                    faults.Add($"{names.Count} {kind} ({string.Join(", ", names.Take(NamesInMessage))}{(names.Count > NamesInMessage ? ", …" : "")})");
            }
        }
    }
}
