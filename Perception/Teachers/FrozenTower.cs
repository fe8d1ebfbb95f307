using TorchSharp;
using TorchSharp.Modules;
using VoxPilot.Core;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>Fills an image tower from a safetensors file whose names, less a prefix, are the tower's own, and freezes it.</summary>
internal static class FrozenTower
{
    private const int Listed = 5;

    /// <summary>
    /// Reads what the tower has. Of the other tensors in the file, those outside the tower's own branches (text, heads) are passed over; one
    /// within them belongs to an architecture that is not this one, and is refused as a missing one is.
    /// </summary>
    /// <param name="tower">Its parameters' names are the file's.</param>
    /// <param name="path">The file.</param>
    /// <param name="prefixes">What may stand before the names; the first that begins any name in the file holds for all. The last is empty.</param>
    /// <param name="device">Where the tower goes.</param>
    /// <exception cref="InvalidInputException">A tensor is missing, has another shape or has no place.</exception>
    public static void Load(nn.Module tower, string path, string[] prefixes, string device)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        string prefix = prefixes.First(one => file.Entries.Any(entry => entry.Name.StartsWith(one, StringComparison.Ordinal)));
        Dictionary<string, Tensor> own = tower.state_dict();
        Check(own, file, prefix);
        using (no_grad())
        {
            foreach ((string name, Tensor target) in own)
            {
                using Tensor value = file.Read(prefix + name);
                target.copy_(value);
            }
        }
        foreach (Parameter parameter in tower.parameters())
        {
            parameter.requires_grad = false;
        }
        tower.eval();
        tower.to(device);
    }

    /// <summary>A name with the number of the tower's weights, in millions.</summary>
    public static string Describe(string name, nn.Module tower) => $"{name} ({tower.parameters().Sum(parameter => parameter.numel()) / 1e6:0.0} M)";

    private static void Check(Dictionary<string, Tensor> own, SafetensorsFile file, string prefix)
    {
        List<string> missing = [], misshapen = [];
        foreach ((string name, Tensor target) in own)
        {
            if (!file.Contains(prefix + name))
            {
                missing.Add(prefix + name);
            }
            else if (!file.Find(prefix + name).Shape.AsSpan().SequenceEqual(target.shape))
            {
                misshapen.Add($"{prefix}{name} is ({string.Join(", ", file.Find(prefix + name).Shape)}), expected ({string.Join(", ", target.shape)})");
            }
        }
        HashSet<string> branches = [.. own.Keys.Select(Branch)];
        List<string> foreign = [.. file.Entries.Select(entry => entry.Name)
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && branches.Contains(Branch(name[prefix.Length..])) && !own.ContainsKey(name[prefix.Length..]))];
        if (missing.Count + misshapen.Count + foreign.Count > 0)
        {
            throw new InvalidInputException("weights",
                $"{file.Path} does not fit the teacher's config: {Some(missing, "missing")}; {Some(misshapen, "of another shape")}; {Some(foreign, "without a place")}. Set the config to the architecture of these weights.");
        }
    }

    private static string Branch(string name) => name.Split('.', 2)[0];

    private static string Some(List<string> names, string kind) =>
        names.Count == 0 ? $"none {kind}" : $"{names.Count} {kind} ({string.Join(", ", names.Take(Listed))}{(names.Count > Listed ? ", …" : "")})";
}
