using VoxPilot.Jobs.Reports;
using VoxPilot.Testing;

namespace VoxPilot.Jobs.Tests.Reports;

/// <summary>Writes the made reports as pages to artifacts/reports, where tests/browser/report.test.mjs opens them.</summary>
public sealed class PagesForBrowser
{
    [Fact]
    public void Made_reports_become_pages()
    {
        string folder = RepositoryRoot.At("artifacts/reports");
        ReportPage.Write(MadeReports.Evaluation(), Path.Combine(folder, "trained.html"));
        ReportPage.Write(MadeReports.Evaluation(trained: false), Path.Combine(folder, "untrained.html"));
        ReportComparison comparison = ReportComparison.Of(MadeReports.Evaluation(), MadeReports.Evaluation(better: 1, name: "nano-3"));
        ReportComparisonPage.Write(comparison, Path.Combine(folder, "comparison.html"));
        File.WriteAllText(Path.Combine(folder, "untrained.txt"), ReportText.Of(MadeReports.Evaluation(trained: false)));
        File.WriteAllText(Path.Combine(folder, "comparison.txt"), ReportComparisonText.Of(comparison));
        Assert.Equal(2, Directory.GetFiles(folder, "*trained.html").Length);
    }
}
