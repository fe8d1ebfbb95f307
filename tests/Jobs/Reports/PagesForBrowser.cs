using VoxPilot.Jobs.Reports;
using VoxPilot.Jobs.Tests.Training;
using VoxPilot.Jobs.Training;
using VoxPilot.Testing;

namespace VoxPilot.Jobs.Tests.Reports;

/// <summary>Writes made reports and the curves of made runs as pages to artifacts/reports, where tests/browser/report.test.mjs opens them.</summary>
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

    [Fact]
    public void Made_runs_become_pages_of_curves()
    {
        using TemporaryFolder runs = new();
        RunFolder first = MadeRuns.Folder(runs.Path, "occupancy-nano"), second = MadeRuns.Folder(runs.Path, "occupancy-nano-teacher", lines: 250, seed: 2);
        MadeRuns.Measure(first, 8);
        string folder = RepositoryRoot.At("artifacts/reports");
        CurvePage.Write([first], Path.Combine(folder, "curve.html"));
        CurvePage.Write([first, second], Path.Combine(folder, "curves.html"));
        CurvePicture.Write([first], Path.Combine(folder, "curve.png"));
        CurvePicture.Write([first, second], Path.Combine(folder, "curves.png"));
        Assert.Equal(4, Directory.GetFiles(folder, "curve*").Length);
    }
}
