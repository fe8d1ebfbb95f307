namespace VoxPilot.Core.Datasets.Checking;

/// <summary>Counts by name, in the order of names.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => counts;

    public void Add(string name, long number = 1) => counts[name] = counts.GetValueOrDefault(name) + number;
}
