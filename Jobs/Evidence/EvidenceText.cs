using System.Globalization;
using System.Text;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evidence;

/// <summary>Tables for people, in Markdown.</summary>
public static class EvidenceText
{
    /// <summary>What a table will train and compare.</summary>
    public static string Of(EvidencePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{plan.Name}: {plan.About}; {plan.Seeds} seed{(plan.Seeds == 1 ? "" : "s")}\n");
        foreach (EvidenceRun run in plan.Runs)
        {
            string from = run.From is { } before ? $", from {before}" : "", plugIn = run.PlugIn is { } seeing ? $", plug-in {seeing}" : "", share = run.Share < 1 ? $", {100 * run.Share:0} % of the data" : "";
            text.Append(CultureInfo.InvariantCulture, $"    {run.Name}: {run.Stage} {run.Steps}{from}{plugIn}{share}; {string.Join(", ", run.Settings)}\n");
        }
        return text.ToString();
    }

    /// <summary>Each row's figures with the difference to the row that it is compared with, and what it takes to read them.</summary>
    public static string Of(EvidenceTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        StringBuilder text = new();
        text.Append($"`{table.Request.Command}`: {table.About}. {string.Join("; ", table.Steps)}.\n\n");
        bool paper = table.Lines.Any(line => line.Row.Paper is not null);
        Row(text, ["row", .. table.Figures.Select(figure => $"{figure.Title} {ReportSigns.Direction(figure.HigherIsBetter)}"), .. paper ? ["the paper"] : (string[])[]]);
        Row(text, [.. Enumerable.Repeat("---", table.Figures.Count + 1 + (paper ? 1 : 0))]);
        foreach (EvidenceLine line in table.Lines)
        {
            Row(text, [line.Row.Name, .. table.Figures.Select((figure, f) => Cell(line, f, figure)), .. paper ? [line.Row.Paper ?? ""] : (string[])[]]);
        }
        text.Append($"\nMeans over seeds, ± their standard deviation. In brackets the difference to the row named below, with the 95 % interval of its mean over paired seeds (Student's t) where there are several: {ReportSigns.Better} clearly better, {ReportSigns.Worse} clearly worse, {ReportSigns.NotClear} not clear.\n\n");
        foreach (EvidenceLine line in table.Lines)
        {
            string against = line.Row.Against is { } other ? $" Compared with {other}." : "", faults = line.Faults.Count > 0 ? $" No figures: {string.Join("; ", line.Faults)}" : "";
            text.Append($"- {line.Row.Name}: {line.Row.About}.{against}{faults}\n");
        }
        return text.ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append($"| {string.Join(" | ", cells)} |\n");

    private static string Cell(EvidenceLine line, int f, EvidenceFigure figure)
    {
        IReadOnlyList<double> values = line.Values[f];
        if (values.Count == 0)
        {
            return ReportSigns.None;
        }
        double mean = values.Average();
        string spread = values.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ± {Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)):0.00}") : "";
        string text = string.Create(CultureInfo.InvariantCulture, $"{mean:0.00}{spread}");
        if (line.Differences[f] is not { } apart)
        {
            return text;
        }
        string interval = apart is { Low: { } low, High: { } high } ? string.Create(CultureInfo.InvariantCulture, $" [{low:+0.00;−0.00}, {high:+0.00;−0.00}]") : "";
        string sign = apart.Low is null ? ReportSigns.Unknown : !apart.IsClear ? ReportSigns.NotClear : apart.Mean > 0 == figure.HigherIsBetter ? ReportSigns.Better : ReportSigns.Worse;
        return string.Create(CultureInfo.InvariantCulture, $"{text} ({apart.Mean:+0.00;−0.00}{interval}) {sign}");
    }
}
