using System.Text;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Tests.Reports;

public sealed class ReportTextTests
{
    [Fact]
    public void Headline_figures_stand_with_intervals_and_signs()
    {
        Report report = MadeReports.Evaluation();
        ReportValue miou = report.Sections[0].Measures[0].Value;
        string line = Lines(ReportText.Of(report)).First(l => l.TrimStart().StartsWith("mIoU ↑", StringComparison.Ordinal));
        Assert.Contains($"{miou.Value:0.00} % [{miou.Low:0.00}, {miou.High:0.00}] ★", line, StringComparison.Ordinal);
        Assert.EndsWith("▼", line, StringComparison.Ordinal);
        Assert.DoesNotContain("RayIoU", ReportText.Of(report), StringComparison.Ordinal); // no headline
    }

    [Fact]
    public void What_must_not_be_overlooked_is_there()
    {
        string text = ReportText.Of(MadeReports.Evaluation(trained: false));
        Assert.Contains(ReportWords.Untrained, text, StringComparison.Ordinal);
        Assert.Contains("ego: off (!)", text, StringComparison.Ordinal);
        Assert.Contains("Detection is absent: The pack has no detector.", text, StringComparison.Ordinal);
        Assert.Contains("Expert is absent: the data set does not say how its expert decided", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_longer_than_a_console_is_wide()
    {
        string longName = string.Concat(Enumerable.Repeat("a very long name ", 12));
        Report made = MadeReports.Evaluation(), report = MadeReports.Evaluation(trained: false, name: longName) with
        {
            Sections = [.. made.Sections.Select(s => s with { Title = s.Title + longName, Absent = s.Absent + (s.Absent is null ? null : longName), Measures = [.. s.Measures.Select(m => m with { Title = m.Title + longName, Convention = longName })] })],
        };
        foreach (string text in new[] { ReportText.Of(made), ReportText.Of(report), ReportComparisonText.Of(ReportComparison.Of(made, MadeReports.Evaluation(1))), ReportComparisonText.Of(ReportComparison.Of(report, report)) })
        {
            Assert.All(Lines(text), line => Assert.InRange(line.Length, 0, TextTable.Width));
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Columns_are_aligned()
    {
        TextTable table = new();
        table.Add("measure", "A", "B");
        table.Add("a heading over all columns that is longer than the first of them");
        table.Add("L2", "0.5", "12.25");
        StringBuilder text = new();
        table.WriteTo(text);
        Assert.Equal("measure    A      B\na heading over all columns that is longer than the first of them\nL2       0.5  12.25\n", text.ToString());
    }

    private static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');
}
