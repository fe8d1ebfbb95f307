using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Ablations;

/// <summary>The base and the rows beside it, as far as they are done.</summary>
/// <param name="Request">What they are made of.</param>
/// <param name="Stages">The base's stages with their steps.</param>
/// <param name="Figures">The columns.</param>
/// <param name="Rows">The base first.</param>
public sealed record AblationTable(AblationRequest Request, IReadOnlyList<string> Stages, IReadOnlyList<AblationColumn> Figures, IReadOnlyList<AblationLine> Rows)
{
    /// <summary>Collects what is on disk.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="plan">What rows have in common.</param>
    /// <param name="rows">The rows beside the base, in the order in which they are to stand.</param>
    /// <param name="folder">Where results and reports are.</param>
    /// <exception cref="InvalidDataException">A report cannot be read, or is of other data than the base's.</exception>
    public static AblationTable Of(AblationRequest request, AblationPlan plan, IReadOnlyList<AblationRow> rows, AblationFolder folder)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(folder);
        Report basis = ReportFile.Read(folder.Report(AblationRow.BaseName));
        Dictionary<string, ReportMeasure> measures = basis.Sections.SelectMany(s => s.Measures).ToDictionary(m => m.Id);
        List<AblationLine> lines = [Line(folder.Result(AblationRow.BaseName)!, id => measures.TryGetValue(id, out ReportMeasure? m) ? AblationCell.Of(m.Value, null) : null)];
        foreach (AblationResult result in rows.Select(row => folder.Result(row.Name)).OfType<AblationResult>())
        {
            Dictionary<string, ReportComparisonRow> compared = result.Fault is not null
                ? []
                : ReportComparison.Of(basis, ReportFile.Read(folder.Report(result.Name))).Sections.SelectMany(s => s.Rows).ToDictionary(r => r.A.Id);
            lines.Add(Line(result, id => compared.TryGetValue(id, out ReportComparisonRow? row) ? AblationCell.Of(row.B.Value, row.Difference) : null));
        }
        return new(
            request, Words(plan.Stages),
            [.. AblationFigure.All.Select(figure => measures.TryGetValue(figure.Id, out ReportMeasure? m) ? new AblationColumn(figure.Id, figure.Title, m.Unit, m.HigherIsBetter) : new(figure.Id, figure.Title, "", null))],
            lines);
    }

    /// <summary>Stages with their steps.</summary>
    internal static IReadOnlyList<string> Words(IReadOnlyList<AblationStage> stages) => [.. stages.Select(stage => $"{stage.Name} {stage.Steps}")];

    private static AblationLine Line(AblationResult result, Func<string, AblationCell?> cell) => new(result, [.. AblationFigure.All.Select(figure => cell(figure.Id))]);
}
