namespace VoxPilot.Jobs.Evidence;

/// <summary>A table, as far as it is done.</summary>
/// <param name="Request">What it is made of.</param>
/// <param name="About">What it shows.</param>
/// <param name="Steps">Its runs with their steps.</param>
/// <param name="Figures">The columns.</param>
/// <param name="Lines">The rows.</param>
public sealed record EvidenceTable(EvidenceRequest Request, string About, IReadOnlyList<string> Steps, IReadOnlyList<EvidenceFigure> Figures, IReadOnlyList<EvidenceLine> Lines)
{
    /// <summary>Collects what is on disk.</summary>
    public static EvidenceTable Of(EvidenceRequest request, EvidencePlan plan, IReadOnlyList<ulong> seeds, EvidenceFolder folder)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(folder);
        Dictionary<(string Row, ulong Seed), EvidenceResult> results = plan.Rows
            .SelectMany(row => seeds.Select(seed => folder.Result(row.Name, seed))).OfType<EvidenceResult>().ToDictionary(result => (result.Row, result.Seed));
        return new(request, plan.About, [.. plan.Runs.Select(run => $"{run.Name}: {run.Stage} {run.Steps}")], plan.Figures, [.. plan.Rows.Select(Line)]);

        double? Value(string row, ulong seed, EvidenceFigure figure) =>
            results.TryGetValue((row, seed), out EvidenceResult? result) && result.Figures.TryGetValue(figure.Id, out double value) ? value : null;

        EvidenceLine Line(EvidenceRow row) => new(
            row,
            [.. plan.Figures.Select(figure => (IReadOnlyList<double>)[.. seeds.Select(seed => Value(row.Name, seed, figure)).OfType<double>()])],
            [.. plan.Figures.Select(figure => row.Against is { } other ? EvidenceDifference.Of([.. seeds.Select(seed => Value(row.Name, seed, figure) - Value(other, seed, figure)).OfType<double>()]) : null)],
            [.. seeds.Select(seed => results.GetValueOrDefault((row.Name, seed))).Where(result => result?.Fault is not null).Select(result => $"seed {result!.Seed}: {result.Fault}")]);
    }
}
