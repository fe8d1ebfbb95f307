using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Llm;

namespace VoxPilot.Driving;

/// <summary>Serves one pack: loads it, keeps scenes and sequences, and lets requests through the pipeline.</summary>
public sealed class DrivingService : IDrivingService
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(5);

    private readonly DrivingServiceOptions options;
    private readonly PackCatalog catalog;
    private readonly TimeProvider time;
    private readonly DeviceThread device;
    private readonly SceneStore<SceneView> scenes;
    private readonly ITimer sweeper;
    private SequenceStore<FrameFeatures>? sequences;
    private volatile LoadProgress progress = new(false, "pack", 0);
    private volatile LoadedPack? loaded;

    private DrivingService(DrivingServiceOptions options, PackCatalog catalog, TimeProvider time)
    {
        this.options = options;
        this.catalog = catalog;
        this.time = time;
        // libtorch counts threads per calling thread, so that the device's own must set it
        device = new($"voxpilot {options.Device}", options.QueueLimit, () => torch.set_num_threads(options.Threads > 0 ? options.Threads : Environment.ProcessorCount));
        scenes = new(options.SceneBytes, TimeSpan.FromSeconds(options.SceneLifetimeSeconds), time, view => view.Bytes, device.Release);
        sweeper = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
        Ready = LoadAsync();
    }

    /// <inheritdoc/>
    public LoadProgress Progress => progress;

    /// <inheritdoc/>
    public Task Ready { get; }

    /// <inheritdoc/>
    public PackInfo Pack => Loaded.Info;

    /// <inheritdoc/>
    public IReadOnlyList<PackInfo> Packs =>
        [.. catalog.List().Select(p => p with { Loaded = loaded is { } now && now.Info.Name == p.Name && now.Info.Hash == p.Hash })];

    /// <inheritdoc/>
    public IReadOnlyList<Adapter> Adapters => Loaded.Adapters.All;

    /// <inheritdoc/>
    public DrivingLoad Load => new(scenes.Count, scenes.Bytes, device.Queued, device.QueueLimit);

    private LoadedPack Loaded => loaded ?? throw new PackNotReadyException(progress);

    /// <summary>Starts the service; it loads its pack in the background and tells how far it is.</summary>
    public static DrivingService Start(DrivingServiceOptions options, PackCatalog catalog, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(catalog);
        return new(options, catalog, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public async Task<Scene> CreateSceneAsync(Frame frame, SceneOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        LoadedPack pack = Loaded;
        StageClock clock = new();
        frame = FrameValidator.Check(frame);
        device.RequireRoom();
        if (frame.Sequence is null)
        {
            EncodedFrame alone = await Translated(pack.Pipeline.EncodeAsync(frame, options.Seed, [], clock, cancellation));
            device.Release(alone.Features);
            return Keep(frame, alone, 0, options.Seed, pack, clock);
        }
        using SequenceStore<FrameFeatures>.Turn turn = await sequences!.EnterAsync(frame.Sequence, frame.Timestamp, frame.Rig, cancellation);
        int[] chosen = HistorySelection.Choose([.. turn.Past.Select(p => p.Timestamp)], frame.Timestamp, pack.Pipeline.PastFrames);
        EncodedFrame encoded = await Translated(pack.Pipeline.EncodeAsync(frame, options.Seed, [.. chosen.Select(i => turn.Past[i])], clock, cancellation));
        turn.Commit(new(frame.Timestamp, frame.Rig, frame.Ego, encoded.Features));
        return Keep(frame, encoded, chosen.Length, options.Seed, pack, clock);
    }

    /// <inheritdoc/>
    public bool TryGetScene(string id, [NotNullWhen(true)] out Scene? scene) => scenes.TryGet(id, out scene);

    /// <inheritdoc/>
    public bool RemoveScene(string id) => scenes.Remove(id);

    /// <inheritdoc/>
    public async Task<SceneOccupancy> OccupancyAsync(Scene scene, OccupancyRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(request);
        IReadOnlyList<int> horizons = request.Horizons;
        if (horizons.Count == 0 || horizons.Any(h => h is < 0 or > MotionCode.Horizons) || horizons.Distinct().Count() != horizons.Count)
        {
            throw new InvalidInputException("horizon", "horizon is a list of 0, 1, 2 and 3 (seconds), each at most once.");
        }
        if (request.Motion is { } motion && (motion.Count != MotionCode.Horizons || motion.Any(m => !double.IsFinite(m.X + m.Y + m.Yaw + m.Speed))))
        {
            throw new InvalidInputException("motion", $"A motion has {MotionCode.Horizons} finite entries, for 1, 2 and 3 s.");
        }
        LoadedPack pack = Loaded;
        StageClock clock = new();
        using SceneStore<SceneView>.Lease lease = scenes.Acquire(scene.Id);
        IReadOnlyList<OccupancyFrame> frames = await Translated(pack.Pipeline.OccupancyAsync(lease.State, request, clock, cancellation));
        return new() { Frames = frames, Seed = scene.Seed, Pack = pack.Info, Timings = clock.Read() };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AnswerEvent> AskAsync(Scene scene, Question question, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(question);
        LoadedPack pack = Loaded;
        StageClock clock = new();
        QuestionPrompt prompt = QuestionPrompt.From(question);
        RequireShort(prompt, pack);
        using SceneStore<SceneView>.Lease lease = scenes.Acquire(scene.Id);
        using AdapterSet.Use? adapter = question.Adapter is { } name ? pack.Adapters.Take(name) : null;
        AnswerView seen = new(question.WithoutScene, question.IgnoreEgo, adapter?.Adapter);
        GenerationOptions generation = new()
        {
            MaxTokens = question.MaxTokens,
            Temperature = (float)question.Temperature,
            TopP = (float)question.TopP,
            TopK = question.TopK,
            Seed = question.Seed ?? scene.Seed,
            Stop = question.Stop,
            Grammar = question.Format?.Grammar,
        };
        StringBuilder text = new();
        int index = 0;
        await foreach (GeneratedText piece in Translated(pack.Pipeline.AskAsync(lease.State, seen, prompt, generation, clock, cancellation)))
        {
            text.Append(piece.Text);
            if (piece.Text.Length > 0)
            {
                yield return new AnswerToken(index++, piece.Text);
            }
            if (piece is { FinishReason: { } reason, Usage: { } usage, Timings: { } timings })
            {
                clock.Add(Stage.Prefill, timings.Prefill);
                if (usage.CompletionTokens > 1)
                {
                    clock.Add(Stage.Token, timings.Decode / (usage.CompletionTokens - 1));
                }
                yield return new AnswerDone(new()
                {
                    Text = text.ToString(),
                    Finish = reason switch
                    {
                        FinishReason.Length => AnswerFinish.Length,
                        FinishReason.Cancelled => AnswerFinish.Cancelled,
                        _ => AnswerFinish.Stop,
                    },
                    Usage = seen.WithoutScene
                        ? new(usage.PromptTokens, 0, 0, usage.CompletionTokens)
                        : new(usage.PromptTokens, lease.State.SceneTokens, usage.CachedTokens, usage.CompletionTokens),
                    Seed = generation.Seed,
                    Adapter = question.Adapter,
                    Pack = pack.Info,
                    Timings = clock.Read(),
                });
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PlanEvent> PlanAsync(Scene scene, PlanRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(request);
        PlanRequestValidator.Check(request);
        LoadedPack pack = Loaded;
        using SceneStore<SceneView>.Lease lease = scenes.Acquire(scene.Id);
        using CancellationTokenSource left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Channel<PlanEvent> events = Channel.CreateUnbounded<PlanEvent>(new() { SingleReader = true });
        Task work = MakePlanAsync(pack, lease.State, request, events.Writer, left.Token);
        try
        {
            await foreach (PlanEvent item in events.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return item;
            }
            await work;
        }
        finally
        {
            await left.CancelAsync(); // the reader may have left early; the scene stays leased until the work has ended
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public async Task<SceneGaussians> GaussiansAsync(Scene scene, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        LoadedPack pack = Splatting();
        StageClock clock = new();
        using SceneStore<SceneView>.Lease lease = scenes.Acquire(scene.Id);
        (float[] means, float[] scales, float[] rotations, float[] opacities, float[] colors) = await pack.Pipeline.GaussiansAsync(lease.State, clock, cancellation);
        return new()
        {
            Means = means, Scales = scales, Rotations = rotations, Opacities = opacities, Colors = colors, Seed = scene.Seed, Pack = pack.Info, Timings = clock.Read(),
        };
    }

    /// <inheritdoc/>
    public async Task<RenderedCamera> RenderAsync(Scene scene, RenderRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(request);
        LoadedPack pack = Splatting();
        if (!scene.Cameras.Contains(request.Camera))
        {
            throw new InvalidInputException("camera", $"The scene has no camera '{request.Camera}'; it has {string.Join(", ", scene.Cameras)}.");
        }
        StageClock clock = new();
        using SceneStore<SceneView>.Lease lease = scenes.Acquire(scene.Id);
        int widest = lease.State.Rig!.Cameras.First(c => c.Name == request.Camera).Width;
        if (request.Width is { } asked && (asked < RenderRequest.LeastWidth || asked > widest))
        {
            throw new InvalidInputException("width", $"width takes {RenderRequest.LeastWidth} to {widest}, the width of {request.Camera}'s image.");
        }
        (float[] values, int width, int height) = await pack.Pipeline.RenderAsync(lease.State, request, clock, cancellation);
        return new() { Width = width, Height = height, What = request.What, Values = values, Seed = scene.Seed, Pack = pack.Info, Timings = clock.Read() };
    }

    /// <inheritdoc/>
    public Task<Adapter> LoadAdapterAsync(AdapterSource source, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Loaded.Adapters.LoadAsync(source, cancellation);
    }

    /// <inheritdoc/>
    public bool RemoveAdapter(string name) => Loaded.Adapters.Remove(name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await sweeper.DisposeAsync();
        await Ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        scenes.Clear();
        sequences?.Clear();
        if (loaded is { } pack)
        {
            loaded = null;
            await pack.UnloadAsync(device);
        }
        await device.DisposeAsync();
    }

    /// <summary>Tensors that the device's thread holds, once everything that was let go of so far is gone.</summary>
    internal Task<long> CountTensorsAsync() => device.RunAsync(() => DisposeScopeManager.Statistics.ThreadTotalLiveCount);

    private async Task LoadAsync()
    {
        try
        {
            LoadedPack pack = await LoadedPack.LoadAsync(options, catalog, device, (stage, fraction) => progress = new(false, stage, fraction), time);
            pack.Adapters.Dropped += adapter => scenes.ForEach(view => view.Adapted.Drop(adapter));
            sequences = new(HistorySelection.Capacity(pack.Pipeline.PastFrames), TimeSpan.FromSeconds(options.SceneLifetimeSeconds), time, device.Release);
            loaded = pack;
            progress = new(true, "ready", 1);
        }
        catch (Exception e)
        {
            progress = new(false, "failed", progress.Fraction, e.Message);
            throw;
        }
    }

    private async Task MakePlanAsync(LoadedPack pack, SceneView view, PlanRequest request, ChannelWriter<PlanEvent> events, CancellationToken cancellation)
    {
        StageClock clock = new();
        SceneView? changed = null;
        try
        {
            Plan? baseline = null;
            int removed = 0;
            if (request.WhatIf is { } whatIf)
            {
                int[] kept = [.. Enumerable.Range(0, view.Queries.Count).Where(q => !whatIf.Remove.Any(box => box.Contains(view.Queries.Centres[q])))];
                removed = view.Queries.Count - kept.Length;
                if (kept.Length == 0)
                {
                    throw new InvalidInputException("what_if.remove", "The boxes hold all queries of the scene; leave something to plan by.");
                }
                baseline = await PlanOneAsync(view, null);
                changed = removed == 0 ? null : await pack.Pipeline.SelectAsync(view, kept, clock, cancellation);
            }
            Plan plan = await PlanOneAsync(changed ?? view, item => events.TryWrite(item));
            events.TryWrite(new PlanDone(baseline is null ? plan : plan with { Baseline = baseline, Difference = PlanAssembly.Compare(baseline, plan, removed) }));
            events.TryComplete();
        }
        catch (LanguageOverloadedException e)
        {
            events.TryComplete(Overloaded(e));
        }
#pragma warning disable CA1031 // whatever happened is told to the reader of the events
        catch (Exception e)
        {
            events.TryComplete(e);
        }
#pragma warning restore CA1031
        finally
        {
            if (changed is not null)
            {
                device.Release(changed);
            }
        }

        async Task<Plan> PlanOneAsync(SceneView of, Action<PlanEvent>? emit)
        {
            PlanOutcome outcome = await pack.Pipeline.PlanAsync(of, request, emit, clock, cancellation);
            return PlanAssembly.Assemble(outcome, pack.Model.Anchors, pack.Info, clock.Read());
        }
    }

    private Scene Keep(Frame frame, EncodedFrame encoded, int history, ulong seed, LoadedPack pack, StageClock clock)
    {
        Scene scene = new()
        {
            Id = SceneId.New(),
            Cameras = [.. frame.Rig.Cameras.Select(c => c.Name)],
            Queries = encoded.View.Queries.Count,
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = scenes.NextExpiry,
            Sequence = frame.Sequence,
            Timestamp = frame.Timestamp,
            HistoryFrames = history,
            SeenMotion = encoded.Features.Odometry.Motion,
            Seed = seed,
            Pack = pack.Info,
            Timings = clock.Read(),
        };
        scenes.Add(scene, encoded.View);
        return scene;
    }

    private LoadedPack Splatting()
    {
        LoadedPack pack = Loaded;
        return pack.Info.Capabilities.Contains(PackInfo.Splatting) ? pack
            : throw new MissingCapabilityException(pack.Info.Name, PackInfo.Splatting, "'./voxpilot train sqs --from PACK' teaches a pack to see and render Gaussians.");
    }

    private void RequireShort(QuestionPrompt prompt, LoadedPack pack)
    {
        int tokens = pack.Language.CountTokens(prompt.AllText);
        if (tokens > options.MaximumQuestionTokens)
        {
            throw new InvalidInputException(
                prompt.History.Count == 0 ? "question" : "messages", $"The question has {tokens} tokens; at most {options.MaximumQuestionTokens} are accepted. Shorten it.");
        }
    }

    private void Sweep()
    {
        scenes.Sweep();
        sequences?.Sweep();
    }

    // The language model's own words for a full queue become this layer's. ------------------------------------------------

    private async Task<T> Translated<T>(Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (LanguageOverloadedException e)
        {
            throw Overloaded(e);
        }
    }

    private async IAsyncEnumerable<GeneratedText> Translated(IAsyncEnumerable<GeneratedText> pieces)
    {
        await using IAsyncEnumerator<GeneratedText> each = pieces.GetAsyncEnumerator();
        while (await Translated(each.MoveNextAsync().AsTask()))
        {
            yield return each.Current;
        }
    }

    private OverloadedException Overloaded(LanguageOverloadedException e) => new("language", options.QueueLimit, e.RetryAfter, e);
}
