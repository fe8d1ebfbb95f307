using VoxPilot.Core;
using VoxPilot.Llm;

namespace VoxPilot.Driving;

/// <summary>A pack that is ready to answer: its networks on the device's thread, its language model in its loop, and the flow through both.</summary>
internal sealed class LoadedPack(ModelPack pack, DrivingModel model, LanguageEngine language, AdapterSet adapters, FrameDecoder decoder, DrivingPipeline pipeline)
{
    private const long SmallLanguageModel = 100_000_000; // weights

    /// <summary>The pack as seen from outside.</summary>
    public PackInfo Info { get; } = pack.Info with { Loaded = true };

    /// <summary>The networks.</summary>
    public DrivingModel Model { get; } = model;

    /// <summary>The language model.</summary>
    public LanguageEngine Language { get; } = language;

    /// <summary>Its adapters: those that lie in the pack, and those that were loaded since.</summary>
    public AdapterSet Adapters { get; } = adapters;

    /// <summary>The whole flow.</summary>
    public DrivingPipeline Pipeline { get; } = pipeline;

    /// <summary>
    /// Opens (or makes) a pack and loads its parts: the language model beside the networks.
    /// </summary>
    /// <param name="options">How the service runs.</param>
    /// <param name="catalog">Where packs lie.</param>
    /// <param name="device">The thread that the networks will live on.</param>
    /// <param name="report">Hears of each stage and how far all is, 0…1.</param>
    /// <param name="time">The clock; null: the system's.</param>
    public static async Task<LoadedPack> LoadAsync(
        DrivingServiceOptions options, PackCatalog catalog, DeviceThread device, Action<string, double> report, TimeProvider? time = null)
    {
        report("pack", 0);
        // making a pack fills tensors from seeded generators: that belongs on the device's thread too
        ModelPack pack = await device.RunAsync(() => catalog.OpenOrCreate(options.Pack, () => report("pack", 0.05)));
        Task verified = options.VerifyHashes ? Task.Run(pack.Verify) : Task.CompletedTask;
        Task<LanguageEngine> language = Task.Run(() => LoadLanguage(pack, options, f => report("language", 0.5 + 0.4 * f)));
        DrivingModel? model = null;
        try
        {
            await verified;
            report("networks", 0.2);
            model = await device.RunAsync(() => PackLoader.Load(pack, options.Device));
            LanguageEngine engine = await language;
            AdapterSet adapters = await LoadAdaptersAsync(pack, engine, options, time ?? TimeProvider.System);
            FrameDecoder decoder = new(model.Config.Perception.Image);
            return new(pack, model, engine, adapters, decoder, new(model, device, engine, new VicunaPrompt(engine.Info), decoder));
        }
        catch
        {
            if (model is not null)
            {
                device.Release(model);
            }
            if (await Task.WhenAny(language) is { IsCompletedSuccessfully: true } loaded)
            {
                await (await loaded).DisposeAsync();
            }
            throw;
        }
    }

    /// <summary>Ends the language model's loop and lets go of the networks.</summary>
    public async Task UnloadAsync(DeviceThread device)
    {
        await Language.DisposeAsync();
        device.Release(Model);
        decoder.Dispose();
    }

    private static int Threads(LanguageConfig config, DrivingServiceOptions options) => options.LanguageThreads switch
    {
        > 0 and int given => given,
        _ when config.Parameters < SmallLanguageModel => 1,
        _ => options.Threads,
    };

    private static async Task<AdapterSet> LoadAdaptersAsync(ModelPack pack, LanguageEngine engine, DrivingServiceOptions options, TimeProvider time)
    {
        AdapterSet adapters = new(engine, pack.Manifest.Config.Language, pack.Info.Name, options.Adapters, time);
        foreach ((string name, string file) in pack.Adapters)
        {
            try
            {
                await adapters.LoadAsync(new(name, pack.PathOf(file), AdapterOrigin.Pack, file), CancellationToken.None);
            }
            catch (InvalidInputException fault)
            {
                throw new PackException(file, fault.Message, fault);
            }
        }
        return adapters;
    }

    private static LanguageEngine LoadLanguage(ModelPack pack, DrivingServiceOptions options, Action<float> progress)
    {
        LanguageConfig config = pack.Manifest.Config.Language;
        LlamaRuntime runtime = LlamaRuntime.Load(
            pack.PathOf(PackFiles.Language),
            new()
            {
                ContextPerSequence = config.Context,
                Sequences = 2 * options.LanguageSequences, // half of them for the scenes' prefixes
                BatchRows = Math.Max(LanguageRuntimeOptions.DefaultBatchRows, pack.Manifest.Config.Perception.Encoder.Queries),
                Threads = Threads(config, options),
                GpuLayers = options.Device == "cpu" ? 0 : -1,
            },
            progress);
        if (runtime.Info.Width != config.Width || runtime.Info.Vocabulary != config.Vocabulary || runtime.Info.Layers != config.Layers)
        {
            string found = $"width {runtime.Info.Width}, vocabulary {runtime.Info.Vocabulary}, {runtime.Info.Layers} layers";
            runtime.Dispose();
            throw new PackException(
                PackFiles.Language, $"expected width {config.Width}, vocabulary {config.Vocabulary}, {config.Layers} layers, found {found}. The model does not fit the architecture in {PackManifest.FileName}.");
        }
        return new(runtime, new() { QueueLimit = options.QueueLimit, RunningLimit = options.LanguageSequences });
    }
}
