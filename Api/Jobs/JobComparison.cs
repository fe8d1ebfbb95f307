using System.Text.Json;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Api.Problems;
using VoxPilot.Jobs.Reports;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Api.Jobs;

/// <summary>Compares two jobs: by their reports where both have one, by the figures of their training otherwise.</summary>
internal sealed class JobComparison(JobStore store, JobFolders folders)
{
    /// <summary>Compares them.</summary>
    /// <exception cref="ProblemException">They have nothing that can be compared.</exception>
    public async Task<JobComparisonBody> CompareAsync(Job a, Job b, CancellationToken cancellation)
    {
        string? reportA = Report(a), reportB = Report(b);
        if (reportA is not null && reportB is not null)
        {
            try
            {
                return new() { A = a.Id, B = b.Id, Measures = [.. Measures(ReportComparison.Of(ReportFile.Read(reportA), ReportFile.Read(reportB)))] };
            }
            catch (InvalidDataException fault)
            {
                throw new ProblemException(ProblemTypes.JobConflict, fault.Message);
            }
        }
        Dictionary<string, double> figuresA = await FiguresAsync(a, cancellation), figuresB = await FiguresAsync(b, cancellation);
        if (figuresA.Count == 0 || figuresB.Count == 0)
        {
            throw new ProblemException(ProblemTypes.JobConflict, $"The job {(figuresA.Count == 0 ? a : b).Id} has neither a report nor figures that could be compared with the other's.");
        }
        return new()
        {
            A = a.Id,
            B = b.Id,
            Figures =
            [
                .. figuresA.Keys.Union(figuresB.Keys).Order(StringComparer.Ordinal).Select(name => new ComparedFigureBody
                {
                    Name = name,
                    A = figuresA.TryGetValue(name, out double one) ? one : null,
                    B = figuresB.TryGetValue(name, out double other) ? other : null,
                }),
            ],
        };
    }

    private static IEnumerable<ComparedMeasureBody> Measures(ReportComparison comparison) =>
        from section in comparison.Sections
        from row in section.Rows
        select new ComparedMeasureBody
        {
            Section = section.Title,
            Title = row.A.Group.Length > 0 ? $"{row.A.Group}: {row.A.Title}" : row.A.Title,
            Unit = row.A.Unit,
            A = Finite(row.A.Value.Value),
            B = Finite(row.B.Value.Value),
            Difference = Finite(row.Difference.Value.Value),
            Low = Finite(row.Difference.Value.Low),
            High = Finite(row.Difference.Value.High),
            Verdict = JsonNamingPolicy.SnakeCaseLower.ConvertName(row.Difference.Verdict.ToString()),
        };

    private string? Report(Job job) => Path.Combine(folders.Of(job.Id), $"{JobKinds.Report}.json") is var path && File.Exists(path) ? path : null;

    private async Task<Dictionary<string, double>> FiguresAsync(Job job, CancellationToken cancellation) =>
        (await store.LatestMetricsAsync(job.Id, cancellation)).ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
