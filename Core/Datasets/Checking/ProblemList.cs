namespace VoxPilot.Core.Datasets.Checking;

/// <summary>Collects problems from several threads: counts all, keeps so many of each kind.</summary>
internal sealed class ProblemList(int maximum)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<DatasetProblemKind, long> counts = [];
    private readonly List<DatasetProblem> kept = [];

    public IReadOnlyDictionary<DatasetProblemKind, long> Counts => counts;

    public IReadOnlyList<DatasetProblem> Kept =>
        [.. kept.OrderBy(problem => problem.Kind).ThenBy(problem => problem.Where, StringComparer.Ordinal).ThenBy(problem => problem.Message, StringComparer.Ordinal)];

    public void Add(DatasetProblemKind kind, string where, string message, string? sample = null)
    {
        lock (gate)
        {
            long before = counts.GetValueOrDefault(kind);
            counts[kind] = before + 1;
            if (before < maximum)
            {
                kept.Add(new(kind, where, sample, message));
            }
        }
    }
}
