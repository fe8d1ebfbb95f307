using VoxPilot.Driving;
using VoxPilot.Jobs.Ablations;
using VoxPilot.Jobs.Evaluation;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evidence;

/// <summary>
/// Trains and measures the rows of a table, seed by seed, by the code of <c>train</c> and <c>evaluate</c>. Each result is kept as soon as it is there; a row that fails says
/// why, and the next one runs.
/// </summary>
/// <param name="request">Data, size and seeds.</param>
/// <param name="plan">The table.</param>
/// <param name="folder">Where everything is kept.</param>
/// <param name="catalog">Where the language runtime's packs are looked up.</param>
/// <param name="listener">Hears how far it is.</param>
public sealed class EvidenceRunner(EvidenceRequest request, EvidencePlan plan, EvidenceFolder folder, PackCatalog catalog, AblationListener listener)
{
    private const int AnswerTokens = 48;

    /// <summary>Runs what is not done yet.</summary>
    /// <param name="cancellation">Stops it; what is done is kept.</param>
    /// <returns>The table of all that is done.</returns>
    public async Task<EvidenceTable> RunAsync(CancellationToken cancellation)
    {
        EvidenceTraining training = new(request, plan, folder, listener);
        ulong[] seeds = [.. Enumerable.Range(0, request.Seeds ?? plan.Seeds).Select(i => request.Seed + (ulong)i)];
        EvidenceTable table = Table();
        foreach (ulong seed in seeds)
        {
            foreach (EvidenceRow row in plan.Rows)
            {
                if (folder.Result(row.Name, seed) is { Fault: null })
                {
                    continue;
                }
                cancellation.ThrowIfCancellationRequested();
                await RunAsync(training, row, seed, cancellation);
                table = Table(); // after every row: whoever stops here has it
            }
        }
        return table;

        EvidenceTable Table()
        {
            EvidenceTable made = EvidenceTable.Of(request, plan, seeds, folder);
            folder.Keep(made);
            return made;
        }
    }

    private async Task RunAsync(EvidenceTraining training, EvidenceRow row, ulong seed, CancellationToken cancellation)
    {
        EvidenceResult result;
        Report? report = null;
        try
        {
            ModelPack pack = training.Train(row.Run, seed, cancellation);
            listener.News($"seed {seed}, {row.Name}: measuring");
            report = await MeasureAsync(pack, row, seed, cancellation);
            Dictionary<string, double?> values = report.Sections.SelectMany(section => section.Measures).ToDictionary(measure => measure.Id, measure => measure.Value.Value);
            result = new(row.Name, seed, plan.Figures.Where(figure => values.GetValueOrDefault(figure.Id) is not null).ToDictionary(figure => figure.Id, figure => values[figure.Id]!.Value));
        }
#pragma warning disable CA1031 // whatever a row fails of is its result
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            result = new(row.Name, seed, new Dictionary<string, double>(), $"{fault.GetType().Name}: {fault.Message}");
            listener.News($"seed {seed}, {row.Name}: {result.Fault}");
        }
#pragma warning restore CA1031
        folder.Keep(result, report);
    }

    private Task<Report> MeasureAsync(ModelPack pack, EvidenceRow row, ulong seed, CancellationToken cancellation) => Evaluator.OfPackAsync(
        catalog,
        new() { Pack = pack.Folder, Device = request.Device },
        new()
        {
            Data = request.Test,
            Tasks = plan.Tasks,
            Baselines = false,
            QuestionsPerKind = 1,
            AnswerTokens = AnswerTokens,
            Seed = seed,
            Command = $"{request.Command} ({row.Name}, seed {seed})",
        },
        listener.Measuring,
        cancellation);
}
