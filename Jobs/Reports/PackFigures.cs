using VoxPilot.Driving;

namespace VoxPilot.Jobs.Reports;

/// <summary>What reports say of a pack, as the figures that the pack itself carries.</summary>
public static class PackFigures
{
    /// <summary>The headline figures of a report, each followed by its baselines.</summary>
    /// <param name="report">A report of this very pack.</param>
    /// <param name="pack">The pack.</param>
    /// <exception cref="InvalidDataException">The report is of something else.</exception>
    public static IReadOnlyList<PackMetric> Of(Report report, ModelPack pack)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(pack);
        if (report.Subject.Hash != pack.Info.Hash)
        {
            throw new InvalidDataException(
                $"The report of {report.CreatedAt:yyyy-MM-dd HH:mm} is about {report.Subject.Name} ({Short(report.Subject.Hash)}); this pack is {pack.Info.Name} ({Short(pack.Info.Hash)}). Measure this pack.");
        }
        List<PackMetric> figures = [];
        foreach (ReportSection section in report.Sections)
        {
            foreach (ReportMeasure measure in ReportWords.Headlines(section))
            {
                if (measure.Value.Value is { } value)
                {
                    figures.Add(new($"{section.Title}: {measure.Title}", value, measure.Unit, report.Command));
                    figures.AddRange(Baselines(report, section, measure));
                }
            }
        }
        return figures;
    }

    private static IEnumerable<PackMetric> Baselines(Report report, ReportSection section, ReportMeasure measure) =>
        section.Baselines
            .Where(baseline => measure.Baselines.TryGetValue(baseline.Id, out ReportValue? figure) && figure.Value is not null)
            .Select(baseline => new PackMetric($"{section.Title}: {measure.Title}, {baseline.Title} (baseline)", measure.Baselines[baseline.Id].Value!.Value, measure.Unit, report.Command));

    private static string Short(string? hash) => hash is null ? "no pack" : hash[..12] + "…";
}
