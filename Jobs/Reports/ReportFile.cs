using System.Text.Encodings.Web;
using System.Text.Json;

namespace VoxPilot.Jobs.Reports;

/// <summary>Reports as JSON files (docs/reports.md). The same report gives the same bytes.</summary>
public static class ReportFile
{
    // Names of scenes and words in any language stay readable; a report's JSON never stands inside HTML.
    private static readonly ReportJson s_json = new(new JsonSerializerOptions(ReportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes a report; the file is there whole or not at all.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The file; its folder is made if absent, and a file of that name is replaced.</param>
    /// <exception cref="InvalidDataException">The report contradicts itself.</exception>
    public static void Write(Report report, string path)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ReportCheck.Throw(report, Path.GetFileName(path));
        WriteWhole(path, [.. JsonSerializer.SerializeToUtf8Bytes(InOrder(report), s_json.Report), (byte)'\n']);
    }

    /// <summary>Reads a report.</summary>
    /// <exception cref="InvalidDataException">The file is no report, is one of another format, or contradicts itself; the message says what and where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Report Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string name = Path.GetFileName(path);
        byte[] json = File.ReadAllBytes(path);
        try
        {
            int format = JsonSerializer.Deserialize(json, s_json.ReportHeader)?.Format
                ?? throw new InvalidDataException($"{name} is no report: it names no format.");
            if (format != Report.CurrentFormat)
            {
                throw new InvalidDataException($"{name} is a report of format {format}; this version reads format {Report.CurrentFormat}. Measure again, or read it with the version that wrote it.");
            }
            Report report = JsonSerializer.Deserialize(json, s_json.Report)
                ?? throw new InvalidDataException($"{name} is no report: it is empty.");
            ReportCheck.Throw(report, name);
            return report;
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{name} is no report of format {Report.CurrentFormat}: {fault.Message}", fault);
        }
    }

    /// <summary>Writes a file beside its place and moves it there.</summary>
    internal static void WriteWhole(string path, ReadOnlySpan<byte> bytes)
    {
        string full = Path.GetFullPath(path), beside = full + ".tmp";
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(beside, bytes);
        File.Move(beside, full, overwrite: true);
    }

    // A dictionary promises no order; the file has one.
    private static Report InOrder(Report report) => report with
    {
        Settings = ByKey(report.Settings),
        Conventions = ByKey(report.Conventions),
        Seconds = ByKey(report.Seconds),
        Sections = [.. report.Sections.Select(s => s with { Measures = [.. s.Measures.Select(m => m with { Baselines = ByKey(m.Baselines) })] })],
    };

    private static SortedDictionary<string, T> ByKey<T>(IReadOnlyDictionary<string, T> of) => new(of.ToDictionary(), StringComparer.Ordinal);
}
