using VoxPilot.Core.Datasets;
using VoxPilot.Driving;
using VoxPilot.Jobs.Baselines;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Gets the baselines of an evaluation ready: fits those that are fitted, and says why others are absent.</summary>
internal static class BaselineChoice
{
    private const string NoTraining = "Fitted on the training split, and none is known: name one with --train.";
    private const string NoPack = "Predictions of unknown making: there is no pack to take the number of points from.";
    private const string NoEgo = "Knows nothing but the car's own motion, which is switched off.";

    /// <summary>Fits them, or takes what an earlier evaluation fitted on the same training split.</summary>
    public static async Task<BaselineSet> FitAsync(
        EvaluationOptions options, Population population, DrivingModelConfig? config, Action<EvaluationProgress> progress, CancellationToken cancellation)
    {
        if (!options.Baselines)
        {
            return new() { Measured = false, All = [] };
        }
        FittedBaselines? fitted = Needed(options) && Training(options, population) is { } training
            ? await Task.Run(() => BaselineFit.Fit(training, new DatasetSubset(population.Dataset, population.Describe().Name, population.Keyframes), Folder, progress: new Steps(progress), cancellation: cancellation), cancellation)
            : null;
        IPlanBaseline[] planners = [.. new IPlanBaseline?[] { new ConstantVelocityBaseline(), fitted?.EgoMlp, fitted?.CommandMean }.OfType<IPlanBaseline>().Where(p => !options.IgnoreEgo || p is CommandMeanBaseline)];
        return new()
        {
            Measured = true,
            Prior = fitted?.VoxelPrior,
            Ceiling = config is null ? null : aim => PointCeiling.Now(config, aim),
            ForecastCeiling = config is null ? null : () => PointCeiling.Ahead(config),
            Planners = planners,
            All = Describe(options, fitted, config),
        };
    }

    /// <summary>Where fitted baselines are kept: below the data root, beside the data sets' indices.</summary>
    public static string Folder => Path.Combine(Path.GetDirectoryName(NuScenesDataset.DefaultCacheFolder)!, "baselines");

    private static bool Needed(EvaluationOptions options) =>
        options.Tasks.Any(task => task is EvaluationTask.Occupancy or EvaluationTask.Forecast or EvaluationTask.Planning);

    private static IDriveDataset? Training(EvaluationOptions options, Population population)
    {
        if (options.Train is { } folder)
        {
            return NuScenesDataset.Open(folder);
        }
        int[] train = population.Split is Population.Val or "mini_val" ? [.. Population.Of(population.Dataset, Population.Train)] : [];
        return train.Length > 0 ? new DatasetSubset(population.Dataset, $"{population.Dataset.Name} ({Population.Train})", train) : null;
    }

    private static IReadOnlyList<ReportBaseline> Describe(EvaluationOptions options, FittedBaselines? fitted, DrivingModelConfig? config)
    {
        string from = fitted is null ? "" : $" Training split: {fitted.Training}, {fitted.Keyframes} key frames.";
        string? untrained = fitted is null ? NoTraining : null, ego = options.IgnoreEgo ? NoEgo : null;
        return
        [
            new("constant-velocity", "Constant velocity", "Goes straight on at the present speed.", ego),
            new("ego-mlp", "Ego-MLP", $"An MLP without cameras, in the manner of AD-MLP: past poses, velocity, acceleration and command in, six points out.{from}", ego ?? untrained),
            new("command-mean", "Mean per command", $"The training split's mean trajectory under the same command.{from}", untrained),
            new(VoxelPrior.Id, "Voxel prior", $"The same grid for every key frame: the labels that give the best mean IoU on the training split, and for IoU each voxel's most frequent label.{from}", fitted?.VoxelPrior is null ? untrained ?? "The training split has no occupancy." : null),
            new(PointCeiling.Id, "Ceiling", "Ground truth through the pack's own number of queries and points and its own way from points to voxels; points that do not suffice for everything are spent on what the figure counts.", config is null ? NoPack : null, Bound: true),
            new(CopyAndMove.Id, "Copy and move", "The same prediction's occupancy of now, moved by its own planned motion (oracle-ego: by the true one)."),
            new(BaselineSet.BlindId, "Blind", "The same language model without any scene token.", config is null ? "Predictions of unknown making: there is no language model to ask." : null),
        ];
    }

    private sealed class Steps(Action<EvaluationProgress> progress) : IProgress<BaselineFitProgress>
    {
        public void Report(BaselineFitProgress value) => progress(new($"baselines: {value.What}, %", (int)(100 * value.Share), 100, 0));
    }
}
