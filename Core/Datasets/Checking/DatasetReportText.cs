using System.Globalization;
using System.Text;

namespace VoxPilot.Core.Datasets.Checking;

/// <summary>A report for people to read.</summary>
public static class DatasetReportText
{
    private const int Shown = 10; // problems of each kind

    /// <summary>The report as lines of text.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="all">True: every problem that was kept; false: a few of each kind.</param>
    public static string Format(DatasetReport report, bool all = false)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{report.Folder} ({report.Version}), {(report.Deep ? "every file decoded" : "tables read, files looked for")}");
        Line(text, "scenes", $"{report.Rows.GetValueOrDefault("scene")}, {report.Seconds:F1} s in all{Span(report)}");
        Line(text, "locations", List(report.Locations));
        Line(text, "samples", $"{report.Rows.GetValueOrDefault("sample")}");
        Line(text, "sensors", List(report.Sensors));
        Line(text, "image sizes", List(report.ImageSizes));
        Line(text, "annotations", $"{report.Rows.GetValueOrDefault("sample_annotation")} of {report.Rows.GetValueOrDefault("instance")} things");
        Line(text, "categories", List(report.Categories));
        Line(text, "occupancy", $"{report.Occupancy} samples");
        Line(text, "depth, class", $"{report.Dense} samples");
        Line(text, "questions", List(report.Questions));
        Line(text, "commands", $"{report.Commands} samples");
        Line(text, "CAN bus", $"{report.CanBusScenes} scenes");
        Line(text, "vector maps", $"{report.Maps}");
        foreach (string note in report.Notes)
        {
            Line(text, "note", note);
        }
        if (report.IsClean)
        {
            text.AppendLine("Nothing is wrong.");
        }
        foreach ((DatasetProblemKind kind, long count) in report.ProblemCounts)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{kind}: {count}");
            DatasetProblem[] problems = [.. report.Problems.Where(problem => problem.Kind == kind).Take(all ? int.MaxValue : Shown)];
            foreach (DatasetProblem problem in problems)
            {
                string sample = problem.Sample is null || problem.Where.Contains(problem.Sample, StringComparison.Ordinal) ? "" : $" (sample {problem.Sample})";
                text.AppendLine(CultureInfo.InvariantCulture, $"  {problem.Where}{sample}: {problem.Message}");
            }
            if (problems.Length < count)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  … and {count - problems.Length} more");
            }
        }
        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, string value) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"  {name,-12} {value}");

    private static string List(IReadOnlyDictionary<string, long> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(entry => $"{entry.Key} {entry.Value}"));

    private static string Span(DatasetReport report) =>
        report.First is DateTimeOffset first && report.Last is DateTimeOffset last ? $", {first:yyyy-MM-dd HH:mm:ss} to {last:yyyy-MM-dd HH:mm:ss} UTC" : "";
}
