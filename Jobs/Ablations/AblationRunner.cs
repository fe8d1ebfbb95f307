using System.Diagnostics;
using VoxPilot.Driving;
using VoxPilot.Jobs.Evaluation;
using VoxPilot.Jobs.Reports;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Ablations;

/// <summary>
/// Trains and measures the base, then row after row, by the code of <c>train</c> and <c>evaluate</c>. Each row is kept as soon as it is there; one that fails says
/// why, and the next one runs.
/// </summary>
/// <param name="request">Data, size and seed.</param>
/// <param name="plan">What rows have in common.</param>
/// <param name="folder">Where everything is kept.</param>
/// <param name="catalog">Where the language runtime's packs are looked up.</param>
/// <param name="listener">Hears how far it is.</param>
public sealed class AblationRunner(AblationRequest request, AblationPlan plan, AblationFolder folder, PackCatalog catalog, AblationListener listener)
{
    private static readonly EvaluationTask[] Tasks = [EvaluationTask.Occupancy, EvaluationTask.Forecast, EvaluationTask.Planning, EvaluationTask.Captions, EvaluationTask.Questions];

    private readonly AblationTraining training = new(request, plan, folder, listener);

    /// <summary>Runs what is not done yet.</summary>
    /// <param name="all">All rows, in the order of the table.</param>
    /// <param name="wanted">Those that are to be run.</param>
    /// <param name="cancellation">Stops it; what is done is kept.</param>
    /// <returns>The table of all that is done.</returns>
    /// <exception cref="TrainingException">The base cannot be trained or measured.</exception>
    public async Task<AblationTable> RunAsync(IReadOnlyList<AblationRow> all, IReadOnlyList<AblationRow> wanted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(wanted);
        AblationResult basis = await RunAsync(AblationRow.Base, cancellation);
        if (basis.Fault is { } fault)
        {
            throw new TrainingException($"Without the base there is nothing to compare with. {fault}");
        }
        AblationTable table = Table();
        foreach (AblationRow row in wanted)
        {
            await RunAsync(row, cancellation);
            table = Table(); // after every row: whoever stops here has it
        }
        return table;

        AblationTable Table()
        {
            AblationTable made = AblationTable.Of(request, plan, all, folder);
            folder.Keep(made);
            return made;
        }
    }

    private async Task<AblationResult> RunAsync(AblationRow row, CancellationToken cancellation)
    {
        if (folder.Result(row.Name) is { Fault: null } done)
        {
            listener.News($"{row.Name}: done before");
            return done;
        }
        cancellation.ThrowIfCancellationRequested();
        long started = Stopwatch.GetTimestamp();
        AblationResult result = new() { Name = row.Name, About = row.About, Changes = row.Changes, Stages = AblationTable.Words(row.Stages(plan)) };
        Report? report = null;
        try
        {
            ModelPack pack = training.Train(row, cancellation);
            listener.News($"{row.Name}: measuring");
            report = await MeasureAsync(pack, row, cancellation);
        }
#pragma warning disable CA1031 // whatever a row fails of is its result
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            result = result with { Fault = $"{fault.GetType().Name}: {fault.Message}" };
            listener.News($"{row.Name}: {result.Fault}");
        }
#pragma warning restore CA1031
        result = result with { Seconds = Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 1) };
        folder.Keep(result, report);
        return result;
    }

    private Task<Report> MeasureAsync(ModelPack pack, AblationRow row, CancellationToken cancellation) => Evaluator.OfPackAsync(
        catalog,
        new() { Pack = pack.Folder, Device = request.Device },
        new()
        {
            Data = request.Test,
            Tasks = Tasks,
            Baselines = false,
            QuestionsPerKind = plan.QuestionsPerKind,
            AnswerTokens = plan.AnswerTokens,
            Seed = request.Seed,
            Command = $"{request.Command} ({row.Name})",
        },
        listener.Measuring,
        cancellation);
}
