using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using VoxPilot.Driving;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Predictions of a pack through the service that answers the API's requests: scene, plan, occupancy, answers.</summary>
internal sealed class PackPredictor : IPredictor
{
    private const int QuestionsAtOnce = 8;

    private readonly DrivingService service;
    private readonly EvaluationOptions options;
    private readonly SemaphoreSlim asking = new(QuestionsAtOnce, QuestionsAtOnce);

    private PackPredictor(DrivingService service, EvaluationOptions options) => (this.service, this.options) = (service, options);

    /// <inheritdoc/>
    public ReportSubject Subject => new(service.Pack.Name, service.Pack.Hash, service.Pack.Trained);

    private bool Renders => service.Pack.Capabilities.Contains(PackInfo.Splatting);

    private bool Answers => service.Pack.Capabilities.Contains(PackInfo.Answering);

    /// <summary>Loads a pack.</summary>
    /// <param name="catalog">Where packs lie.</param>
    /// <param name="driving">Which one, and where it runs.</param>
    /// <param name="options">What is asked of it.</param>
    /// <exception cref="PackException">There is no such pack, or it is broken.</exception>
    public static async Task<PackPredictor> LoadAsync(PackCatalog catalog, DrivingServiceOptions driving, EvaluationOptions options)
    {
        DrivingService service = DrivingService.Start(driving with { LanguageSequences = Math.Max(driving.LanguageSequences, QuestionsAtOnce) }, catalog);
        try
        {
            await service.Ready;
            return new(service, options);
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public string? Absence(EvaluationTask task) => task switch
    {
        EvaluationTask.Detection => $"The pack {service.Pack.Name} has no detector.",
        EvaluationTask.Views when !Renders => $"The pack {service.Pack.Name} sees no Gaussians to render; 'train sqs' teaches it.",
        EvaluationTask.Captions or EvaluationTask.Questions when !Answers => $"The pack {service.Pack.Name} has no trained language model.",
        _ => null,
    };

    /// <inheritdoc/>
    public async Task<Task<KeyframePrediction>> BeginAsync(EvaluationKeyframe keyframe, CancellationToken cancellation)
    {
        Scene scene = await service.CreateSceneAsync(keyframe.Frame, new() { Seed = options.Seed }, cancellation);
        return PredictAsync(scene, keyframe, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        asking.Dispose();
    }

    private async Task<KeyframePrediction> PredictAsync(Scene scene, EvaluationKeyframe keyframe, CancellationToken cancellation)
    {
        try
        {
            Task<IReadOnlyList<string>> answers = AskAsync(scene, keyframe, withoutScene: false, cancellation);
            Task<IReadOnlyList<string>> blind = options.Baselines ? AskAsync(scene, keyframe, withoutScene: true, cancellation) : Task.FromResult<IReadOnlyList<string>>([]);
            KeyframePrediction prediction = await LookAsync(scene, keyframe, cancellation);
            return prediction with { Answers = await answers, BlindAnswers = options.Baselines ? await blind : null };
        }
        finally
        {
            service.RemoveScene(scene.Id);
        }
    }

    private async Task<KeyframePrediction> LookAsync(Scene scene, EvaluationKeyframe keyframe, CancellationToken cancellation)
    {
        KeyframePrediction prediction = new();
        if (Wants(EvaluationTask.Planning, EvaluationTask.Calibration, EvaluationTask.Forecast))
        {
            Plan plan = await service.PlanToEndAsync(scene, new() { IgnoreEgo = options.IgnoreEgo }, cancellation);
            prediction = prediction with { Plan = plan.Trajectory, Anchors = plan.Anchors };
        }
        if (Wants(EvaluationTask.Occupancy, EvaluationTask.Forecast))
        {
            int[] horizons = Wants(EvaluationTask.Forecast) ? [0, 1, 2, 3] : [0];
            SceneOccupancy seen = await service.OccupancyAsync(scene, new OccupancyRequest { Horizons = horizons, IgnoreEgo = options.IgnoreEgo }, cancellation);
            OccupancyGrid[] grids = [.. seen.Frames.Select(f => f.Occupancy.ToGrid())];
            prediction = prediction with { Now = grids[0], Ahead = horizons.Length > 1 ? grids[1..] : null };
        }
        if (Wants(EvaluationTask.Forecast) && keyframe.Motion is { } motion)
        {
            SceneOccupancy oracle = await service.OccupancyAsync(scene, new OccupancyRequest { Horizons = [1, 2, 3], Motion = motion, IgnoreEgo = options.IgnoreEgo }, cancellation);
            prediction = prediction with { AheadAlongTruth = [.. oracle.Frames.Select(f => f.Occupancy.ToGrid())] };
        }
        return Renders && Wants(EvaluationTask.Views) ? await RenderAsync(prediction, scene, keyframe, cancellation) : prediction;
    }

    // Images in the size of the data set's; depth in that of its depth of every pixel.
    private async Task<KeyframePrediction> RenderAsync(KeyframePrediction prediction, Scene scene, EvaluationKeyframe keyframe, CancellationToken cancellation)
    {
        Dictionary<string, RgbImage> images = new(StringComparer.Ordinal);
        Dictionary<string, float[]> depths = new(StringComparer.Ordinal);
        foreach (Camera camera in keyframe.Frame.Rig.Cameras)
        {
            RenderedCamera colors = await service.RenderAsync(scene, new() { Camera = camera.Name, Width = camera.Width }, cancellation);
            images[camera.Name] = Picture(colors);
            if (keyframe.Keyframe.Dense is { } dense)
            {
                RenderedCamera depth = await service.RenderAsync(scene, new() { Camera = camera.Name, What = RenderedQuantity.Depth, Width = dense.Width }, cancellation);
                depths[camera.Name] = depth.Height == dense.Height ? depth.Values
                    : throw new EvaluationException($"The depth of {camera.Name} has {dense.Width}×{dense.Height} pixels and its image {camera.Width}×{camera.Height}: another shape, which cannot be rendered.");
            }
        }
        return prediction with { Images = images, Depth = depths.Count > 0 ? depths : null };
    }

    private static RgbImage Picture(RenderedCamera rendered)
    {
        RgbImage image = new(rendered.Width, rendered.Height);
        int pixels = rendered.Width * rendered.Height;
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)Math.Round(255 * rendered.Values[i % 3 * pixels + i / 3]);
        }
        return image;
    }

    private async Task<IReadOnlyList<string>> AskAsync(Scene scene, EvaluationKeyframe keyframe, bool withoutScene, CancellationToken cancellation) =>
        !Answers ? [] : await Task.WhenAll(keyframe.Questions.Select(async question =>
        {
            await asking.WaitAsync(cancellation);
            try
            {
                Answer answer = await service.AnswerAsync(
                    scene, Question.Of(question.Question) with { MaxTokens = options.AnswerTokens, IgnoreEgo = options.IgnoreEgo, WithoutScene = withoutScene }, cancellation);
                return answer.Text.Trim();
            }
            finally
            {
                asking.Release();
            }
        }));

    private bool Wants(params ReadOnlySpan<EvaluationTask> tasks)
    {
        foreach (EvaluationTask task in tasks)
        {
            if (options.Tasks.Contains(task))
            {
                return true;
            }
        }
        return false;
    }
}
