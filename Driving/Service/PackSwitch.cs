using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>
/// Serves one pack and, when asked to, another in its place, without dropping a request: the new one is loaded beside, takes new scenes from then on, and the old one goes when
/// nothing is at work in it and its scenes have had time to be asked. Both are in memory for that long.
/// </summary>
public sealed class PackSwitch : IDrivingService
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly DrivingServiceOptions options;
    private readonly PackCatalog catalog;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim one = new(1);
    private readonly List<Served> retired = [];
    private readonly ITimer sweeper;
    private Served current;
    private int disposed;

    /// <summary>Starts with the pack of the options, which is loaded in the background.</summary>
    /// <param name="options">How packs are served.</param>
    /// <param name="catalog">The packs that there are.</param>
    /// <param name="time">Clock.</param>
    public PackSwitch(DrivingServiceOptions options, PackCatalog catalog, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (this.options, this.catalog, this.time) = (options, catalog, time ?? TimeProvider.System);
        current = new(DrivingService.Start(options, catalog, this.time));
        sweeper = this.time.CreateTimer(_ => Retire(), null, Look, Look);
    }

    /// <inheritdoc/>
    public LoadProgress Progress => Now.Progress;

    /// <inheritdoc/>
    public Task Ready => Now.Ready;

    /// <inheritdoc/>
    public PackInfo Pack => Now.Pack;

    /// <inheritdoc/>
    public IReadOnlyList<PackInfo> Packs => Now.Packs;

    /// <inheritdoc/>
    public IReadOnlyList<Adapter> Adapters => Now.Adapters;

    /// <inheritdoc/>
    public DrivingLoad Load => Now.Load;

    private DrivingService Now
    {
        get
        {
            lock (gate)
            {
                return current.Service;
            }
        }
    }

    /// <summary>Puts another pack in service.</summary>
    /// <param name="pack">Its name.</param>
    /// <param name="cancellation">Gives it up; the pack in service stays.</param>
    /// <returns>The pack that is in service now.</returns>
    /// <exception cref="PackException">There is none of that name, or it cannot be used; the pack in service stays.</exception>
    public async Task<PackInfo> SwitchAsync(string pack, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        DrivingService? next = null;
        try
        {
            next = DrivingService.Start(options with { Pack = pack }, catalog, time);
            await next.Ready.WaitAsync(cancellation);
            lock (gate)
            {
                current.RetiredAt = time.GetUtcNow();
                retired.Add(current);
                current = new(next);
            }
            PackInfo info = next.Pack;
            next = null;
            return info;
        }
        finally
        {
            if (next is not null)
            {
                await next.DisposeAsync();
            }
            one.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<Scene> CreateSceneAsync(Frame frame, SceneOptions options, CancellationToken cancellation)
    {
        using Use use = Enter(null);
        return await use.Service.CreateSceneAsync(frame, options, cancellation);
    }

    /// <inheritdoc/>
    public bool TryGetScene(string id, [NotNullWhen(true)] out Scene? scene)
    {
        foreach (Served served in All())
        {
            if (served.Service.TryGetScene(id, out scene))
            {
                return true;
            }
        }
        scene = null;
        return false;
    }

    /// <inheritdoc/>
    public bool RemoveScene(string id) => All().Any(served => served.Service.RemoveScene(id));

    /// <inheritdoc/>
    public async Task<SceneOccupancy> OccupancyAsync(Scene scene, OccupancyRequest request, CancellationToken cancellation)
    {
        using Use use = Enter(scene);
        return await use.Service.OccupancyAsync(scene, request, cancellation);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AnswerEvent> AskAsync(Scene scene, Question question, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using Use use = Enter(scene);
        await foreach (AnswerEvent item in use.Service.AskAsync(scene, question, cancellation))
        {
            yield return item;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<PlanEvent> PlanAsync(Scene scene, PlanRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using Use use = Enter(scene);
        await foreach (PlanEvent item in use.Service.PlanAsync(scene, request, cancellation))
        {
            yield return item;
        }
    }

    /// <inheritdoc/>
    public async Task<SceneGaussians> GaussiansAsync(Scene scene, CancellationToken cancellation)
    {
        using Use use = Enter(scene);
        return await use.Service.GaussiansAsync(scene, cancellation);
    }

    /// <inheritdoc/>
    public async Task<RenderedCamera> RenderAsync(Scene scene, RenderRequest request, CancellationToken cancellation)
    {
        using Use use = Enter(scene);
        return await use.Service.RenderAsync(scene, request, cancellation);
    }

    /// <inheritdoc/>
    public async Task<Adapter> LoadAdapterAsync(AdapterSource source, CancellationToken cancellation)
    {
        using Use use = Enter(null);
        return await use.Service.LoadAdapterAsync(source, cancellation);
    }

    /// <inheritdoc/>
    public bool RemoveAdapter(string name) => Now.RemoveAdapter(name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1)
        {
            return; // a container that knows it under two names disposes of it twice
        }
        await sweeper.DisposeAsync();
        Served[] all;
        lock (gate)
        {
            all = [current, .. retired];
        }
        foreach (Served served in all)
        {
            await served.Service.DisposeAsync();
        }
        one.Dispose();
    }

    // The newest first, without those whose time has come.
    private Served[] All()
    {
        lock (gate)
        {
            return [current, .. retired.Where(served => !IsDue(served)).Reverse()];
        }
    }

    // A scene is served by the pack that made it.
    private Use Enter(Scene? scene)
    {
        Served[] all = scene is null ? [] : All();
        Served? owner = all.FirstOrDefault(served => served.Service.TryGetScene(scene!.Id, out _));
        lock (gate)
        {
            Served served = owner is not null && (ReferenceEquals(owner, current) || retired.Contains(owner)) ? owner : current;
            served.Users++;
            return new(this, served);
        }
    }

    private void Leave(Served served)
    {
        lock (gate)
        {
            served.Users--;
        }
    }

    private bool IsDue(Served served) => served.Users == 0 && time.GetUtcNow() - served.RetiredAt >= Grace;

    private void Retire()
    {
        Served[] gone;
        lock (gate)
        {
            gone = [.. retired.Where(IsDue)];
            retired.RemoveAll(gone.Contains);
        }
        foreach (Served served in gone)
        {
            _ = served.Service.DisposeAsync().AsTask();
        }
    }

    private sealed class Served(DrivingService service)
    {
        public DrivingService Service { get; } = service;

        public int Users { get; set; }

        public DateTimeOffset RetiredAt { get; set; }
    }

    private sealed class Use(PackSwitch of, Served served) : IDisposable
    {
        private Served? held = served;

        public DrivingService Service => held!.Service;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref held, null) is { } left)
            {
                of.Leave(left);
            }
        }
    }
}
