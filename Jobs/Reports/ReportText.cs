using System.Text;

namespace VoxPilot.Jobs.Reports;

/// <summary>A report for the console: the headline figures of each task with their intervals, beside their baselines.</summary>
public static class ReportText
{
    /// <summary>Lines of at most 120 characters, each ended.</summary>
    public static string Of(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder text = new();
        Head(text, "", report);
        foreach (ReportSection section in report.Sections)
        {
            text.Append('\n');
            if (section.Absent is string reason)
            {
                new TextParagraph($"{section.Title} is absent: {reason}").WriteTo(text);
                continue;
            }
            TextTable table = Table(report, section, baselineIntervals: true);
            (table.Fits ? table : Table(report, section, baselineIntervals: false)).WriteTo(text);
            foreach (ReportBaseline baseline in section.Baselines.Where(b => b.Absent is not null))
            {
                new TextParagraph($"  {baseline.Title} is absent: {baseline.Absent}").WriteTo(text);
            }
        }
        text.Append('\n');
        new TextParagraph($"[95 % interval]  {ReportSigns.Best} best, {ReportSigns.BestByChance} best by little; a baseline is {ReportSigns.Better} clearly better, {ReportSigns.Worse} clearly worse, {ReportSigns.NotClear} not clearly different, {ReportSigns.Unknown} not known").WriteTo(text);
        return text.ToString();
    }

    /// <summary>What was measured, on what, under which settings, and what must not be overlooked.</summary>
    internal static void Head(StringBuilder text, string name, Report report)
    {
        new TextParagraph($"{name}{report.Subject.Name} on {report.Data.Name}: {ReportWords.Amount(report)} ({ReportWords.Kind(report.Kind)}{(report.Subject.Hash is string hash ? $", pack {ReportWords.Short(hash)}" : "")})").WriteTo(text);
        if (report.Settings.Count > 0)
        {
            new TextParagraph($"  {string.Join(", ", report.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}: {s.Value}{(ReportWords.IsUnusual(s.Key, s.Value) ? " (!)" : "")}"))}").WriteTo(text);
        }
        if (report.Subject.Trained == false)
        {
            new TextParagraph($"  !! {ReportWords.Untrained}").WriteTo(text);
        }
        if (report.Data.Scenes.Count == 1)
        {
            new TextParagraph($"  !! {ReportWords.OneScene}").WriteTo(text);
        }
    }

    /// <summary>A figure with unit and interval; the interval in brackets.</summary>
    internal static string Figure(ReportValue? value, ReportNumbers numbers, bool interval = true) => value switch
    {
        null => ReportSigns.None,
        { Value: null } => "undefined",
        { Value: double v, Low: double low, High: double high } when interval => $"{numbers.WithUnit(v)} [{numbers.Text(low)}, {numbers.Text(high)}]",
        _ => numbers.WithUnit(value.Value.Value),
    };

    private static TextTable Table(Report report, ReportSection section, bool baselineIntervals)
    {
        IReadOnlyList<ReportColumn> columns = ReportColumn.Of(report, section);
        TextTable table = new();
        table.Add([section.Title, .. columns.Select(c => c.Title + "  ")]); // room for the sign
        string convention = "";
        foreach (ReportMeasure measure in ReportWords.Headlines(section))
        {
            if (measure.Convention != convention)
            {
                table.Add($"  by {convention = measure.Convention}, over {measure.Population}, n = {measure.Count:N0}");
            }
            ReportNumbers numbers = ReportNumbers.For(measure);
            table.Add([$"  {measure.Title} {ReportSigns.Direction(measure.HigherIsBetter)}",
                .. columns.Select(c => $"{Figure(c.Figure(measure), numbers, c.Baseline is null || baselineIntervals)} {Sign(c, measure, columns)}")]);
        }
        return table;
    }

    private static string Sign(ReportColumn column, ReportMeasure measure, IReadOnlyList<ReportColumn> columns) =>
        column.Against(measure) is { } against ? ReportSigns.Of(against.Verdict) : column.Star(measure, columns) ?? " ";
}
