using VoxPilot.Jobs.Reports;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Ablations;

/// <summary>Ablations on disk: what was asked for, runs and packs, a report and a result for each row, the table.</summary>
/// <param name="Path">The folder.</param>
public sealed record AblationFolder(string Path)
{
    /// <summary>Folder below the data root that holds ablations.</summary>
    public const string Parent = "ablations";

    /// <summary>The table, for people.</summary>
    public string Markdown => In("ablations.md");

    /// <summary>The table, for programs.</summary>
    public string Json => In("ablations.json");

    /// <summary>Folder of the run of a row's stage.</summary>
    public RunFolder Run(string row, string stage) => new(In("runs", $"{row}.{stage}"));

    /// <summary>The pack that a row starts from, where it is not one that a stage left.</summary>
    public string Pack(string row) => In("packs", row);

    /// <summary>The report of a row.</summary>
    public string Report(string row) => In("reports", $"{row}.json");

    /// <summary>Begins, or goes on with what was asked for before.</summary>
    /// <param name="request">What is asked for; null: what was, before.</param>
    /// <param name="resume">Whether it goes on.</param>
    /// <returns>What is to be done.</returns>
    /// <exception cref="TrainingException">There is something already, or nothing to go on with.</exception>
    public AblationRequest Open(AblationRequest? request, bool resume)
    {
        string file = In("request.json");
        if (!resume && File.Exists(file))
        {
            throw new TrainingException($"There are ablations in {Path} already. Go on with them with --resume, or name another folder with --out.");
        }
        if (resume && File.Exists(file))
        {
            return KeptFile.Read(file, AblationJson.Default.AblationRequest);
        }
        if (request is null)
        {
            throw new TrainingException($"There are no ablations in {Path} to go on with: name data, validation and test sets with --data, --validation and --test.");
        }
        KeptFile.Write(file, request, AblationJson.Default.AblationRequest);
        return request;
    }

    /// <summary>What became of a row; null where nothing did yet.</summary>
    public AblationResult? Result(string row) => File.Exists(ResultFile(row)) ? KeptFile.Read(ResultFile(row), AblationJson.Default.AblationResult) : null;

    /// <summary>Keeps what became of a row; its report first, where there is one.</summary>
    public void Keep(AblationResult result, Report? report)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (report is not null)
        {
            ReportFile.Write(report, Report(result.Name));
        }
        KeptFile.Write(ResultFile(result.Name), result, AblationJson.Default.AblationResult);
    }

    /// <summary>Writes the table, for people and for programs.</summary>
    public void Keep(AblationTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        KeptFile.Write(Json, table, AblationJson.Default.AblationTable);
        KeptFile.Write(Markdown, AblationText.Of(table));
    }

    private string ResultFile(string row) => In("rows", $"{row}.json");

    private string In(params ReadOnlySpan<string> names) => System.IO.Path.Combine([Path, .. names]);
}
