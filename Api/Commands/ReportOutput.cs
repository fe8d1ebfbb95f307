using VoxPilot.Jobs.Reports;

namespace VoxPilot.Api.Commands;

/// <summary>Writes a report to its two files and its headlines to the console.</summary>
internal static class ReportOutput
{
    /// <summary>What is said where there is none.</summary>
    public const string Stopped = "Stopped; no report was written.";

    /// <summary>Writes it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="file">Name of the files; the extension is replaced.</param>
    /// <param name="output">The console.</param>
    public static void Write(Report report, string file, TextWriter output)
    {
        string json = Path.ChangeExtension(file, ".json"), page = Path.ChangeExtension(file, ".html");
        ReportFile.Write(report, json);
        ReportPage.Write(report, page);
        output.Write(ReportText.Of(report));
        output.WriteLine($"Report: {json}");
        output.WriteLine($"Page:   {page}");
    }
}
