namespace VoxPilot.Jobs.Reports;

/// <summary>Two reports over the same data beside each other, measure by measure.</summary>
/// <param name="A">The one that is compared with.</param>
/// <param name="B">The other.</param>
/// <param name="Sections">By task, in the order of A; tasks that only B has come last.</param>
public sealed record ReportComparison(Report A, Report B, IReadOnlyList<ReportComparisonSection> Sections)
{
    private const int MostNames = 5;

    /// <summary>Compares two reports.</summary>
    /// <exception cref="InvalidDataException">They are of different kinds, over different data, or over different draws; the message says what differs.</exception>
    public static ReportComparison Of(Report a, Report b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        string[] faults = [.. Faults(a, b)];
        if (faults.Length > 0)
        {
            throw new InvalidDataException($"A ({a.Subject.Name} on {a.Data.Name}) and B ({b.Subject.Name} on {b.Data.Name}) cannot be compared: {string.Join(" ", faults)}");
        }
        IEnumerable<string> ids = a.Sections.Concat(b.Sections).Select(s => s.Id).Distinct();
        return new(a, b, [.. ids.Select(id => ReportComparisonSection.Of(a.Sections.FirstOrDefault(s => s.Id == id), b.Sections.FirstOrDefault(s => s.Id == id)))]);
    }

    /// <summary>How many measures say what.</summary>
    public int Count(ReportVerdict verdict) => Sections.Sum(s => s.Rows.Count(r => r.Difference.Verdict == verdict));

    private static IEnumerable<string> Faults(Report a, Report b)
    {
        if (a.Kind != b.Kind)
        {
            yield return $"A is of the kind {ReportWords.Kind(a.Kind)} and B of the kind {ReportWords.Kind(b.Kind)}.";
            yield break;
        }
        if (a.Data.Fingerprint != b.Data.Fingerprint || !a.Data.Scenes.SequenceEqual(b.Data.Scenes))
        {
            yield return Population(a, b) + " Measure both on the same data.";
        }
        if (a.Bootstrap != b.Bootstrap)
        {
            yield return $"A has {ReportWords.Some(a.Bootstrap.Replicates, "draw")} of the bootstrap from seed {a.Bootstrap.Seed}, B has {b.Bootstrap.Replicates:N0} from seed {b.Bootstrap.Seed}. Measure both with the same draws.";
        }
    }

    private static string Population(Report a, Report b)
    {
        string[] onlyA = [.. a.Data.Scenes.Except(b.Data.Scenes)], onlyB = [.. b.Data.Scenes.Except(a.Data.Scenes)];
        (string scene, string step) = ReportWords.Things(a.Kind);
        List<string> said = [];
        if (onlyA.Length > 0)
        {
            said.Add($"{ReportWords.Some(onlyA.Length, scene)} only in A: {Names(onlyA)}");
        }
        if (onlyB.Length > 0)
        {
            said.Add($"{ReportWords.Some(onlyB.Length, scene)} only in B: {Names(onlyB)}");
        }
        if (said.Count == 0)
        {
            said.Add(a.Data.Scenes.SequenceEqual(b.Data.Scenes) ? $"they have the same {scene}s" : $"they have the same {scene}s in another order");
        }
        said.Add(a.Data.Keyframes == b.Data.Keyframes
            ? $"both have {ReportWords.Some(a.Data.Keyframes, step)}, but not the same ones (fingerprints {ReportWords.Short(a.Data.Fingerprint)} and {ReportWords.Short(b.Data.Fingerprint)})"
            : $"A has {ReportWords.Some(a.Data.Keyframes, step)} and B {b.Data.Keyframes:N0}");
        return string.Join("; ", said) + ".";
    }

    private static string Names(string[] names) =>
        names.Length <= MostNames ? string.Join(", ", names) : $"{string.Join(", ", names[..MostNames])} and {names.Length - MostNames} more";
}
