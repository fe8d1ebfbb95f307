using System.Globalization;
using VoxPilot.Jobs.Reports;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Evidence;

/// <summary>A table on disk: what was asked for, and for each seed its runs, reports and results.</summary>
/// <param name="Path">The folder.</param>
public sealed record EvidenceFolder(string Path)
{
    /// <summary>Folder below the data root that holds tables.</summary>
    public const string Parent = "evidence";

    /// <summary>The table, for people.</summary>
    public string Markdown => In("table.md");

    /// <summary>The table, for programs.</summary>
    public string Json => In("table.json");

    /// <summary>Folder of a run.</summary>
    public RunFolder Run(ulong seed, string run) => new(In(Of(seed), "runs", run));

    /// <summary>The networks of random weights that runs start from.</summary>
    public string Blank(ulong seed) => In(Of(seed), "blank");

    /// <summary>Begins, or goes on with what was asked for before.</summary>
    /// <param name="request">What is asked for; null: what was, before.</param>
    /// <param name="resume">Whether it goes on.</param>
    /// <exception cref="TrainingException">There is something already, or nothing to go on with.</exception>
    public EvidenceRequest Open(EvidenceRequest? request, bool resume)
    {
        string file = In("request.json");
        if (File.Exists(file))
        {
            return resume ? KeptFile.Read(file, EvidenceJson.Default.EvidenceRequest)
                : throw new TrainingException($"There is a table in {Path} already. Go on with it with --resume, or name another folder with --out.");
        }
        if (request is null)
        {
            throw new TrainingException($"There is no table in {Path} to go on with: name data, validation and test sets with --data, --validation and --test.");
        }
        KeptFile.Write(file, request, EvidenceJson.Default.EvidenceRequest);
        return request;
    }

    /// <summary>What a row came to with a seed; null where it is yet to be known.</summary>
    public EvidenceResult? Result(string row, ulong seed) => File.Exists(ResultFile(row, seed)) ? KeptFile.Read(ResultFile(row, seed), EvidenceJson.Default.EvidenceResult) : null;

    /// <summary>Keeps what a row came to; its report first, where there is one.</summary>
    public void Keep(EvidenceResult result, Report? report)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (report is not null)
        {
            ReportFile.Write(report, In(Of(result.Seed), "reports", Plain(result.Row) + ".json"));
        }
        KeptFile.Write(ResultFile(result.Row, result.Seed), result, EvidenceJson.Default.EvidenceResult);
    }

    /// <summary>Writes the table, for people and for programs.</summary>
    public void Keep(EvidenceTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        KeptFile.Write(Json, table, EvidenceJson.Default.EvidenceTable);
        KeptFile.Write(Markdown, EvidenceText.Of(table));
    }

    private static string Of(ulong seed) => string.Create(CultureInfo.InvariantCulture, $"seed-{seed}");

    private string ResultFile(string row, ulong seed) => In(Of(seed), "rows", Plain(row) + ".json");

    private static string Plain(string row) => string.Concat(row.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    private string In(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);
}
