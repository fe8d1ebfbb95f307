namespace VoxPilot.Driving;

/// <summary>Compares the tensors that a file holds with those that the networks have, by name and shape.</summary>
internal static class TensorTable
{
    private const int Reported = 5;

    /// <summary>Passes silently if both are the same.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="expected">Shapes by name, of the networks.</param>
    /// <param name="found">Shapes by name, of the file.</param>
    /// <exception cref="PackException">They differ; the first few differences are told, each with what was expected and found.</exception>
    public static void Check(string file, IReadOnlyDictionary<string, long[]> expected, IReadOnlyDictionary<string, long[]> found)
    {
        List<string> faults = [];
        foreach ((string name, long[] shape) in expected.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (!found.TryGetValue(name, out long[]? other))
            {
                faults.Add($"tensor '{name}': expected {Show(shape)}, found none");
            }
            else if (!shape.AsSpan().SequenceEqual(other))
            {
                faults.Add($"tensor '{name}': expected {Show(shape)}, found {Show(other)}");
            }
        }
        faults.AddRange(found.Where(f => !expected.ContainsKey(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => $"tensor '{f.Key}': expected none, found {Show(f.Value)}"));
        if (faults.Count > 0)
        {
            string more = faults.Count > Reported ? $"; and {faults.Count - Reported} more" : "";
            throw new PackException(file, $"{string.Join("; ", faults.Take(Reported))}{more}. The weights do not fit the architecture in {PackManifest.FileName}.");
        }
    }

    private static string Show(long[] shape) => $"({string.Join(", ", shape)})";
}
