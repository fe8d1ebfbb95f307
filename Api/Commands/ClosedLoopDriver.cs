using VoxPilot.Api.Hosting;
using VoxPilot.Driving;
using VoxPilot.Jobs.Baselines;
using VoxPilot.Jobs.ClosedLoop;
using VoxPilot.Jobs.Reports;
using VoxPilot.Perception;
using VoxPilot.World;

namespace VoxPilot.Api.Commands;

/// <summary>Who drives, opened from what the command line names: a pack, the expert, constant velocity or the ego-MLP.</summary>
internal sealed class ClosedLoopDriver : IAsyncDisposable
{
    private const string EgoMlp = "ego-mlp";

    private static readonly string[] Drivers = [PolicyDriver.Expert.Id, PolicyDriver.ConstantVelocity.Id, EgoMlp];

    private readonly DrivingService? service;

    private ClosedLoopDriver(IRouteDriver driver, ReportSubject subject, BaselineDriver? egoMlp, DrivingService? service = null)
    {
        (Driver, Subject, this.service) = (driver, subject, service);
        Beside = egoMlp is null ? [] : [egoMlp];
    }

    /// <summary>The drivers that are no packs, as a sentence has them.</summary>
    public static string Names { get; } = string.Join(", ", Drivers);

    /// <summary>Seeds of the drives that the ego-MLP learns from, as a sentence has them.</summary>
    public static string TrainingSeeds { get; } = $"{WorldDrives.TrainingSeed} to {WorldDrives.TrainingSeed + WorldEgoMlp.DefaultDrives - 1}";

    /// <summary>Who is measured.</summary>
    public IRouteDriver Driver { get; }

    /// <summary>What the report calls it.</summary>
    public ReportSubject Subject { get; }

    /// <summary>Who else drives the same routes, beside the expert and constant velocity.</summary>
    public IReadOnlyList<IRouteDriver> Beside { get; }

    /// <summary>What of it changes figures.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private init; } = new Dictionary<string, string>();

    /// <summary>Opens it.</summary>
    /// <param name="asked">What was asked for.</param>
    /// <param name="options">The routes.</param>
    /// <param name="tell">Gets what is being done, where that takes time.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="ClosedLoopException">There is no such driver.</exception>
    /// <exception cref="PackException">The pack is broken.</exception>
    public static async Task<ClosedLoopDriver> OpenAsync(Asked asked, ClosedLoopOptions options, Action<string> tell, CancellationToken cancellation)
    {
        PackCatalog catalog = new(HomeFolder.Find(), DataRoot.FromEnvironment().Path);
        // A pack that is not there or broken is complained of before anything takes time.
        ModelPack? pack = Drivers.Contains(asked.Pack) ? null : await Task.Run(() => Open(catalog, asked.Pack, tell), cancellation);
        BaselineDriver? egoMlp = asked.Baselines || asked.Pack == EgoMlp ? await Task.Run(() => Train(options, tell, cancellation), cancellation) : null;
        if (asked.Pack == EgoMlp)
        {
            return new(egoMlp!, new(egoMlp!.Title), egoMlp);
        }
        foreach (PolicyDriver policy in (PolicyDriver[])[PolicyDriver.Expert, PolicyDriver.ConstantVelocity])
        {
            if (asked.Pack == policy.Id)
            {
                return new(policy, new(policy.Title), egoMlp);
            }
        }
        return await LoadAsync(catalog, pack!, asked, egoMlp, tell, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (service is not null)
        {
            await service.DisposeAsync();
        }
    }

    private static ModelPack Open(PackCatalog catalog, string pack, Action<string> tell)
    {
        string name = PackNames.Resolve(pack);
        if (name == pack && name != UntrainedPack.NanoName && catalog.List().All(p => p.Name != name) && !catalog.Folders.Any(f => Directory.Exists(Path.Combine(f, name))))
        {
            string[] there = [.. catalog.List().Select(p => p.Name).Append(UntrainedPack.NanoName).Distinct().Order(StringComparer.Ordinal)];
            throw new ClosedLoopException($"There is no pack '{name}'. There are {string.Join(", ", there)}, and without cameras {Names}; or name the folder of a pack.");
        }
        return catalog.OpenOrCreate(name, () => tell($"making the untrained pack {name}"));
    }

    private static BaselineDriver Train(ClosedLoopOptions options, Action<string> tell, CancellationToken cancellation)
    {
        if (options.Seed < WorldDrives.TrainingSeed + WorldEgoMlp.DefaultDrives && WorldDrives.TrainingSeed < options.Seed + (ulong)options.Routes)
        {
            throw new ClosedLoopException($"The ego-MLP learns from the drives of seeds {TrainingSeeds}, and some of these routes are among them; take other seeds, or --baselines off.");
        }
        tell($"ego-MLP: learns from the expert's drives of seeds {TrainingSeeds}, unless it has already");
        string folder = Path.Combine(DataRoot.FromEnvironment().Path, "baselines");
        EgoMlp trained = WorldEgoMlp.Open(folder, progress: new Training(tell), cancellation: cancellation);
        return new(trained, $"An MLP without cameras (in the manner of AD-MLP): past poses, velocity, acceleration and the route's command to six points, trained on the expert's drives of seeds {TrainingSeeds}.");
    }

    private static async Task<ClosedLoopDriver> LoadAsync(
        PackCatalog catalog, ModelPack pack, Asked asked, BaselineDriver? egoMlp, Action<string> tell, CancellationToken cancellation)
    {
        ImageConfig image = pack.Manifest.Config.Perception.Image;
        (int width, int height) = asked.Size ?? (image.Width, image.Height);
        tell($"loading the pack {pack.Info.Name}");
        DrivingService service = DrivingService.Start(new() { Pack = PackNames.Resolve(asked.Pack), Device = asked.Device }, catalog);
        try
        {
            await service.Ready.WaitAsync(cancellation);
            return new(new PackDriver(service, NuScenesRig.Create(width, height)), new(service.Pack.Name, service.Pack.Hash, service.Pack.Trained), egoMlp, service)
            {
                Settings = new Dictionary<string, string> { ["images"] = $"{width}×{height}" },
            };
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>What was asked for.</summary>
    /// <param name="Pack">Name or folder of a pack, or one of <see cref="Names"/>.</param>
    /// <param name="Size">Size of its images; null for its own.</param>
    /// <param name="Device">Where its networks run.</param>
    /// <param name="Baselines">Whether the ego-MLP drives beside.</param>
    internal sealed record Asked(string Pack, (int Width, int Height)? Size, string Device, bool Baselines);

    private sealed class Training(Action<string> tell) : IProgress<BaselineFitProgress>
    {
        private readonly Lock gate = new();
        private int told = -1;

        public void Report(BaselineFitProgress value)
        {
            lock (gate)
            {
                int percent = (int)(10 * value.Share) * 10;
                if (percent > told)
                {
                    told = percent;
                    tell($"ego-MLP: {value.What}, {percent} %");
                }
            }
        }
    }
}
