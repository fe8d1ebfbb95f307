using System.Diagnostics;
using System.Threading.Channels;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Metrics;
using VoxPilot.Driving;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>
/// Runs a data set through a pack, or reads predictions of it, and measures. Reading, the model and the measures overlap: the next key
/// frame is encoded while the language model still answers about the last one and the one before is measured.
/// </summary>
public sealed class Evaluator
{
    private const int Ahead = 2; // key frames that are predicted while one is measured

    private readonly EvaluationOptions options;
    private readonly Population population;
    private readonly IPredictor predictor;
    private readonly Action<EvaluationProgress> progress;
    private readonly Dictionary<string, double> seconds = [];

    private Evaluator(EvaluationOptions options, Population population, IPredictor predictor, Action<EvaluationProgress> progress) =>
        (this.options, this.population, this.predictor, this.progress) = (options, population, predictor, progress);

    /// <summary>Measures a pack, through the same code that answers the API's requests.</summary>
    /// <param name="catalog">Where packs lie.</param>
    /// <param name="driving">Which pack, and where it runs.</param>
    /// <param name="options">What is measured on what.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellation">Gives it up; nothing is written then.</param>
    /// <exception cref="EvaluationException">Pack, data or options do not fit; the message says what to change.</exception>
    public static async Task<Report> OfPackAsync(
        PackCatalog catalog, DrivingServiceOptions driving, EvaluationOptions options, Action<EvaluationProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(driving);
        ArgumentNullException.ThrowIfNull(options);
        Population population = Open(options);
        DrivingModelConfig config = await Task.Run(() => catalog.OpenOrCreate(driving.Pack).Manifest.Config, cancellation);
        await using PackPredictor predictor = await PackPredictor.LoadAsync(catalog, driving, options);
        return await new Evaluator(options, population, predictor, progress).RunAsync(config, images: true, cancellation);
    }

    /// <summary>Measures predictions that lie in a folder (docs/formats.md).</summary>
    /// <inheritdoc cref="OfPackAsync"/>
    public static async Task<Report> OfPredictionsAsync(string folder, EvaluationOptions options, Action<EvaluationProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        Population population = Open(options);
        await using FolderPredictor predictor = FolderPredictor.Open(folder, population, limited: options.Limit is not null);
        return await new Evaluator(options, population, predictor, progress).RunAsync(null, images: false, cancellation);
    }

    private static Population Open(EvaluationOptions options) =>
        Population.Of(NuScenesDataset.Open(options.Data), options.Split, options.Limit);

    private async Task<Report> RunAsync(DrivingModelConfig? config, bool images, CancellationToken cancellation)
    {
        using FrameDegradation degradation = new(options.Degradations, options.Seed);
        degradation.Check(population.Dataset.Read(population.Keyframes[0], KeyframeParts.None).Frame.Rig);
        IReadOnlyList<IEvaluationTask> tasks = [];
        await TimeAsync("baselines", async () =>
        {
            BaselineSet baselines = await BaselineChoice.FitAsync(options, population, config, progress, cancellation);
            tasks = TaskList.Create(options, population.Dataset, predictor, baselines);
        });
        KeyframeSource source = new(population, options, degradation, images);
        SubmissionWriter? submissions = options.Submissions is { } folder ? new(folder) : null;
        await TimeAsync("key frames", () => MeasureAsync(source, tasks, submissions, cancellation));
        submissions?.Close();
        SceneBootstrap bootstrap = new(population.Scenes.Count, options.Seed);
        ReportSection[] sections = new ReportSection[tasks.Count];
        progress(new("figures", 0, tasks.Count, 0));
        await TimeAsync("figures", () => Parallel.ForAsync(0, tasks.Count, cancellation, (i, _) =>
        {
            sections[i] = tasks[i].Close(bootstrap);
            return ValueTask.CompletedTask;
        }));
        return new()
        {
            Kind = ReportKind.Evaluation,
            CreatedAt = DateTimeOffset.UtcNow,
            Command = options.Command,
            Subject = predictor.Subject,
            Data = population.Describe(),
            Settings = Settings(),
            Bootstrap = new(bootstrap.Seed, bootstrap.Count),
            Sections = sections,
            Seconds = seconds,
        };
    }

    private async Task MeasureAsync(KeyframeSource source, IReadOnlyList<IEvaluationTask> tasks, SubmissionWriter? submissions, CancellationToken cancellation)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Channel<(EvaluationKeyframe Keyframe, Task<KeyframePrediction> Prediction)> begun =
            Channel.CreateBounded<(EvaluationKeyframe, Task<KeyframePrediction>)>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        Task producing = Task.Run(() => ProduceAsync(source, begun.Writer, stop.Token), stop.Token);
        try
        {
            int done = 0;
            double waited = 0, measured = 0;
            long started = Stopwatch.GetTimestamp();
            await foreach ((EvaluationKeyframe keyframe, Task<KeyframePrediction> working) in begun.Reader.ReadAllAsync(cancellation))
            {
                long asked = Stopwatch.GetTimestamp();
                KeyframePrediction prediction = await working;
                long predicted = Stopwatch.GetTimestamp();
                Parallel.ForEach(tasks, task => task.Add(keyframe, prediction));
                submissions?.Add(keyframe, prediction);
                waited += Stopwatch.GetElapsedTime(asked, predicted).TotalSeconds;
                measured += Stopwatch.GetElapsedTime(predicted).TotalSeconds;
                progress(new("key frames", ++done, population.Keyframes.Count, done / Stopwatch.GetElapsedTime(started).TotalSeconds));
            }
            await producing;
            seconds["of these, waiting for predictions"] = waited;
            seconds["of these, measuring while the next are made"] = measured;
        }
        finally
        {
            await stop.CancelAsync();
            await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ProduceAsync(KeyframeSource source, ChannelWriter<(EvaluationKeyframe, Task<KeyframePrediction>)> begun, CancellationToken cancellation)
    {
        try
        {
            foreach (int index in population.Keyframes)
            {
                EvaluationKeyframe keyframe = source.Read(index);
                await begun.WriteAsync((keyframe, await predictor.BeginAsync(keyframe, cancellation)), cancellation);
            }
            begun.Complete();
        }
#pragma warning disable CA1031 // whatever happened is told to the reader
        catch (Exception fault)
        {
            begun.Complete(fault);
        }
#pragma warning restore CA1031
    }

    private Dictionary<string, string> Settings()
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal) { ["split"] = population.Split, ["seed"] = $"{options.Seed}" };
        if (options.IgnoreEgo)
        {
            settings["ego"] = "off";
        }
        if (options.Degradations.Count > 0)
        {
            settings["degrade"] = string.Join(", ", options.Degradations.Select(d => d.Text));
        }
        if (options.Limit is { } limit)
        {
            settings["limit"] = $"the first {limit} key frames";
        }
        if (options.QuestionsPerKind is { } most)
        {
            settings["questions"] = $"at most {most} of a kind at a key frame";
        }
        return settings;
    }

    private async Task TimeAsync(string stage, Func<Task> work)
    {
        long started = Stopwatch.GetTimestamp();
        await work();
        seconds[stage] = Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
