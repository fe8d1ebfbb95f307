using System.Runtime.CompilerServices;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Llm;
using VoxPilot.Perception;
using VoxPilot.Planning;

namespace VoxPilot.Driving;

/// <summary>
/// The whole flow, from camera frames to occupancy, answers and a plan, top to bottom (spec/sparseoccvla.md §1, §19):
/// images → features → queries Q_L, P_L, C_L → scene tokens T_o → language model's prefix;
/// then voxels now; text; or hidden states → anchor scores and denoised trajectories → forecast → safety envelope.
/// A model of constant reasoning takes the tokens for the hidden states: it opens the prefix at the first question, and plans without it.
/// Networks run on the device's thread, the language model on its own; nothing flows back.
/// </summary>
internal sealed class DrivingPipeline(
    DrivingModel model, DeviceThread device, LanguageEngine language, VicunaPrompt prompt, FrameDecoder decoder)
{
    private readonly SceneEncoder encoder = new(model);
    private readonly OccupancyReader reader = new(model);
    private readonly GaussianReader gaussians = new(model);
    private readonly ScenePlanner planner = new(model);
    private readonly TrajectorySelector selector = new(model.Config.Safety);
    private readonly bool constant = model.Config.Reasoning == ReasoningSource.Constant;

    /// <summary>Past frames that the encoder looks at.</summary>
    public int PastFrames => encoder.PastFrames;

    /// <summary>Images to a view: decode, backbone, encoder with past frames, connector, language model's prefix.</summary>
    /// <param name="frame">A checked frame.</param>
    /// <param name="seed">Seed of the scene.</param>
    /// <param name="past">Past frames of the sequence, newest first.</param>
    /// <param name="clock">Gets the times.</param>
    /// <param name="cancellation">Ends the work between stages.</param>
    public async Task<EncodedFrame> EncodeAsync(
        Frame frame, ulong seed, IReadOnlyList<HistoryFrame<FrameFeatures>> past, StageClock clock, CancellationToken cancellation)
    {
        PreparedFrame prepared;
        using (clock.Measure(Stage.Decode))
        {
            prepared = await decoder.PrepareAsync(frame, cancellation);
        }
        (FrameFeatures features, SceneQueries queries, float[] global) = await device.RunAsync(
            () =>
            {
                FrameFeatures seen = encoder.SeeImages(prepared, past.Count == 0 ? null : (past[0].Features.Odometry, frame.Timestamp - past[0].Timestamp), clock);
                EgoState? ego = frame.Ego ?? seen.Odometry.State();
                SceneQueries found = encoder.Encode(prepared, seen, [.. past.Select(p => (p.Features, View(frame.Timestamp, ego, p)))], clock);
                float[] tokens = encoder.GlobalTokens(found, Motion(ego), clock);
                seen.Keep(); // nothing is kept where something failed
                return (seen, found.Keep(), tokens);
            },
            cancellation);
        try
        {
            SceneView view = await OpenAsync(queries, new(frame.Ego, features.Odometry.State(), frame.Command, frame.Location, seed), clock, cancellation);
            view.GlobalTokens[false] = global;
            (view.Frame, view.Rig) = (gaussians.Sees ? prepared : null, frame.Rig);
            view.Weigh();
            return new(view, features);
        }
        catch
        {
            device.Release(features);
            device.Release(queries);
            throw;
        }
    }

    /// <summary>Occupancy of now and of the horizons, in the order asked for.</summary>
    public async Task<IReadOnlyList<OccupancyFrame>> OccupancyAsync(SceneView view, OccupancyRequest request, StageClock clock, CancellationToken cancellation)
    {
        using Turn _ = await TurnAsync(view, cancellation);
        OccupancyFrame now = new(0, await NowAsync(view, clock, cancellation), new(0, 0, 0, view.Facts.Known(request.IgnoreEgo)?.Speed ?? 0));
        SceneForecast? forecast = null;
        if (request.Horizons.Any(h => h > 0))
        {
            ForecastKey key = new(view.Facts.Command, request.IgnoreEgo, view.Facts.Seed);
            forecast = request.Motion is { } motion
                ? await ForecastAsync(view, key.IgnoreEgo, motion, clock, cancellation)
                : Known(view, key) ?? await ForecastAsync(view, key, (await DraftAsync(view, key, 1, null, clock, cancellation))[0], clock, cancellation);
        }
        return [.. request.Horizons.Select(h => h == 0 ? now : forecast!.Frames[h - 1])];
    }

    /// <summary>The Gaussians on the host: means, scales, rotations, opacities, colours.</summary>
    public async Task<(float[] Means, float[] Scales, float[] Rotations, float[] Opacities, float[] Colors)> GaussiansAsync(SceneView view, StageClock clock, CancellationToken cancellation)
    {
        using Turn _ = await TurnAsync(view, cancellation);
        SeenGaussians seen = await SeenAsync(view, clock, cancellation);
        return await device.RunAsync(() => GaussianReader.Read(seen), cancellation);
    }

    /// <summary>What a camera sees of the Gaussians, as many columns as are asked for.</summary>
    public async Task<(float[] Values, int Width, int Height)> RenderAsync(SceneView view, RenderRequest request, StageClock clock, CancellationToken cancellation)
    {
        using Turn _ = await TurnAsync(view, cancellation);
        Camera camera = view.Rig!.Cameras.First(c => c.Name == request.Camera);
        int width = request.Width ?? Math.Min(camera.Width, RenderRequest.DefaultWidth), height = Math.Max(1, (int)Math.Round((double)width * camera.Height / camera.Width));
        SeenGaussians seen = await SeenAsync(view, clock, cancellation);
        return (await device.RunAsync(() => gaussians.Render(seen, camera, width, height, request.What, clock), cancellation), width, height);
    }

    /// <summary>An answer, piece by piece: global tokens and the question after the scene's prefix.</summary>
    public async IAsyncEnumerable<GeneratedText> AskAsync(
        SceneView view, AnswerView seen, QuestionPrompt question, GenerationOptions options, StageClock clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using PrefixUse use = await PrefixAsync(view, seen, clock, cancellation);
        EmbeddingPart? global = null;
        if (!seen.WithoutScene)
        {
            using Turn _ = await TurnAsync(view, cancellation);
            global = Embedding(await GlobalTokensAsync(view, seen.IgnoreEgo, clock, cancellation));
        }
        IReadOnlyList<PromptPart> suffix = prompt.Question(global, question.Text, view.Facts.Location, question.History);
        await foreach (GeneratedText piece in language.GenerateAsync(use.Prefix, suffix, options, cancellation))
        {
            yield return piece;
        }
    }

    /// <summary>Planning prompt, anchor scores, denoised trajectories, forecast, safety envelope, selection.</summary>
    /// <param name="view">What is seen.</param>
    /// <param name="request">A checked request; its what-if is not looked at.</param>
    /// <param name="emit">Hears of scores and denoising steps of the first sample; may be null.</param>
    /// <param name="clock">Gets the times.</param>
    /// <param name="cancellation">Ends the work between stages.</param>
    public async Task<PlanOutcome> PlanAsync(SceneView view, PlanRequest request, Action<PlanEvent>? emit, StageClock clock, CancellationToken cancellation)
    {
        using Turn _ = await TurnAsync(view, cancellation);
        ForecastKey key = new(request.Command ?? view.Facts.Command, request.IgnoreEgo, request.Seed ?? view.Facts.Seed);
        IReadOnlyList<PlanDraft> drafts = await DraftAsync(view, key, request.Samples, emit, clock, cancellation);
        SceneForecast forecast = Known(view, key) ?? await ForecastAsync(view, key, drafts[0], clock, cancellation);
        SparseOccupancy seen = await NowAsync(view, clock, cancellation);
        using (clock.Measure(Stage.Checks))
        {
            SafetyLimits limits = model.Config.Safety;
            OccupancyGrid now = ObstacleEvidence.Grid(seen, limits);
            ForecastGrid[] future =
                [.. forecast.Frames.Select(f => new ForecastGrid(f.Horizon, ObstacleEvidence.Grid(f.Occupancy, limits), Pose.Planar(f.Motion.X, f.Motion.Y, f.Motion.Yaw)))];
            EgoState? ego = view.Facts.Known(key.IgnoreEgo);
            return new(drafts, [.. drafts.Select(d => selector.Select(d.Candidates, ego, now, future, key.Command))], key.Seed);
        }
    }

    /// <summary>A view of some of the queries; it is the caller's to release on the device.</summary>
    public async Task<SceneView> SelectAsync(SceneView view, int[] kept, StageClock clock, CancellationToken cancellation)
    {
        SceneQueries queries = await device.RunAsync(() => encoder.Select(view.Queries, kept, clock).Keep(), cancellation);
        try
        {
            return await OpenAsync(queries, view.Facts, clock, cancellation);
        }
        catch
        {
            device.Release(queries);
            throw;
        }
    }

    // What one view makes once and several requests use. All of it runs in the view's turn. -----------------------------

    private async Task<SceneView> OpenAsync(SceneQueries queries, SceneFacts facts, StageClock clock, CancellationToken cancellation)
    {
        SceneView view = new(queries, facts);
        if (!constant)
        {
            await PrefixAsync(view, clock, cancellation);
        }
        return view;
    }

    // What an answer begins with: a prompt of its own without the scene, or the scene's prefix, with an adapter or without.
    private async Task<PrefixUse> PrefixAsync(SceneView view, AnswerView seen, StageClock clock, CancellationToken cancellation)
    {
        if (seen.WithoutScene)
        {
            LanguagePrefix blind = await language.OpenPrefixAsync(prompt.Prefix(null), model.Config.Attention, seen.Adapter, cancellation);
            return new(blind, blind.Dispose);
        }
        using Turn _ = await TurnAsync(view, cancellation);
        if (seen.Adapter is not { } adapter)
        {
            return new(await PrefixAsync(view, clock, cancellation));
        }
        if (view.Adapted.Find(adapter) is { } kept)
        {
            return kept;
        }
        using StageClock.Span span = clock.Measure(Stage.Prefill);
        return view.Adapted.Keep(await language.OpenPrefixAsync(prompt.Prefix(Embedding(view.Queries.Tokens)), model.Config.Attention, adapter, cancellation));
    }

    private async Task<LanguagePrefix> PrefixAsync(SceneView view, StageClock clock, CancellationToken cancellation)
    {
        if (view.Prefix is null)
        {
            using StageClock.Span _ = clock.Measure(Stage.Prefill);
            EmbeddingPart tokens = Embedding(view.Queries.Tokens) with { KeepHidden = true };
            view.Prefix = await language.OpenPrefixAsync(prompt.Prefix(tokens), model.Config.Attention, cancellation);
        }
        return view.Prefix;
    }

    private async Task<SparseOccupancy> NowAsync(SceneView view, StageClock clock, CancellationToken cancellation) =>
        view.Now ??= await device.RunAsync(() => reader.Now(view.Queries, clock), cancellation);

    private async Task<SeenGaussians> SeenAsync(SceneView view, StageClock clock, CancellationToken cancellation)
    {
        if (view.Gaussians is null)
        {
            PreparedFrame frame = view.Frame!;
            view.Gaussians = await device.RunAsync(() => gaussians.See(frame, clock), cancellation);
            view.Frame = null;
        }
        return view.Gaussians;
    }

    private async Task<float[]> GlobalTokensAsync(SceneView view, bool ignoreEgo, StageClock clock, CancellationToken cancellation)
    {
        if (!view.GlobalTokens.TryGetValue(ignoreEgo, out float[]? global))
        {
            float[]? motion = Motion(view.Facts.Known(ignoreEgo));
            view.GlobalTokens[ignoreEgo] = global = await device.RunAsync(() => encoder.GlobalTokens(view.Queries, motion, clock), cancellation);
        }
        return global;
    }

    private async Task<PlanPass> PassAsync(SceneView view, bool ignoreEgo, StageClock clock, CancellationToken cancellation)
    {
        if (constant)
        {
            float[] tokens = await GlobalTokensAsync(view, ignoreEgo, clock, cancellation);
            return new(ConstantReasoning.PlanState(model.PlanToken, tokens), view.Queries.Tokens, tokens);
        }
        if (!view.Passes.TryGetValue(ignoreEgo, out PlanPass? pass))
        {
            LanguagePrefix prefix = await PrefixAsync(view, clock, cancellation);
            EmbeddingPart global = Embedding(await GlobalTokensAsync(view, ignoreEgo, clock, cancellation));
            IReadOnlyList<PromptPart> suffix = prompt.Plan(Embedding(model.PlanToken), global, view.Facts.Location);
            using (clock.Measure(Stage.Prefill))
            {
                LanguageEvaluation states = await language.EvaluateAsync(prefix, suffix, cancellation);
                view.Passes[ignoreEgo] = pass = new(states.Hidden[..states.Width], prefix.Hidden, states.Hidden[states.Width..]);
            }
        }
        return pass;
    }

    private async Task<IReadOnlyList<PlanDraft>> DraftAsync(
        SceneView view, ForecastKey key, int samples, Action<PlanEvent>? emit, StageClock clock, CancellationToken cancellation)
    {
        PlanPass pass = await PassAsync(view, key.IgnoreEgo, clock, cancellation);
        float[] ego = EgoFeatures.From(view.Facts.Known(key.IgnoreEgo), key.Command);
        float[]? tokens = model.Config.Planner.HearsTokens ? ConstantReasoning.PlanState(model.PlanToken, await GlobalTokensAsync(view, key.IgnoreEgo, clock, cancellation)) : null;
        return await device.RunAsync(() => planner.Draft(view.Queries, ego, pass.Plan, tokens, key.Seed, samples, emit, clock), cancellation);
    }

    private static SceneForecast? Known(SceneView view, ForecastKey key) => view.Forecasts.FirstOrDefault(f => f.Key == key).Forecast;

    private async Task<SceneForecast> ForecastAsync(SceneView view, ForecastKey key, PlanDraft draft, StageClock clock, CancellationToken cancellation)
    {
        // self-ego (§7.4): the motion is that of the best-scored trajectory, before any veto
        SceneForecast forecast = await ForecastAsync(view, key.IgnoreEgo, MotionCode.FromTrajectory(draft.Best(key.Command).Trajectory), clock, cancellation);
        view.Forecasts.Add((key, forecast));
        if (view.Forecasts.Count > SceneView.MaximumForecasts)
        {
            view.Forecasts.RemoveAt(0);
        }
        return forecast;
    }

    private async Task<SceneForecast> ForecastAsync(SceneView view, bool ignoreEgo, IReadOnlyList<FutureMotion> motion, StageClock clock, CancellationToken cancellation)
    {
        PlanPass pass = await PassAsync(view, ignoreEgo, clock, cancellation);
        return await device.RunAsync(() => reader.Ahead(view.Queries, pass.Scene, pass.Global, motion, view.Facts.Known(ignoreEgo), clock), cancellation);
    }

    // null: the global tokens have a learnt code for motion that is not known
    private static float[]? Motion(EgoState? ego) => ego is null ? null : MotionCode.Encode(MotionCode.Extrapolate(ego), ego);

    // a past frame with the car's pose then, in the present ego frame
    private static FrameView View(double now, EgoState? ego, HistoryFrame<FrameFeatures> past) =>
        new(past.Rig, EgoMotion.PresentToPast(ego, past.Ego, now - past.Timestamp).Inverse);

    private EmbeddingPart Embedding(float[] rows) => new(rows, rows.Length / model.Config.Language.Width, model.Config.Language.Width);

    private static async Task<Turn> TurnAsync(SceneView view, CancellationToken cancellation)
    {
        await view.Gate.WaitAsync(cancellation);
        return new(view);
    }

    private readonly struct Turn(SceneView view) : IDisposable
    {
        public void Dispose()
        {
            view.Weigh();
            view.Gate.Release();
        }
    }
}
