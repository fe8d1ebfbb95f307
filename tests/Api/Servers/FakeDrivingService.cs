using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Api.Tests.Servers;

/// <summary>A model whose faults and progress a test sets; for what the real one cannot be brought to on demand.</summary>
internal sealed class FakeDrivingService : IDrivingService
{
    private static readonly PackInfo Fake = new()
    {
        Name = "fake",
        Hash = "00",
        Trained = false,
        Architecture = "none",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Capabilities = ["vqa"],
        Loaded = true,
    };

    public Exception? Fault { get; set; }

    /// <summary>Tokens given before the fault.</summary>
    public IReadOnlyList<string> Tokens { get; set; } = ["one", " two"];

    /// <summary>Given for every scene and horizon.</summary>
    public IReadOnlyList<OccupancyFrame>? Occupancy { get; set; }

    public bool Expired { get; set; }

    public LoadProgress Progress { get; set; } = new(true, "ready", 1);

    public Task Ready => Task.CompletedTask;

    public PackInfo Pack => Fake;

    public IReadOnlyList<PackInfo> Packs => [Fake];

    public IReadOnlyList<Adapter> Adapters => [];

    public DrivingLoad Load => new(0, 0, 0, 1);

    public Task<Scene> CreateSceneAsync(Frame frame, SceneOptions options, CancellationToken cancellation) =>
        Fault is null ? Task.FromResult(SceneOf("scene-1")) : throw Fault;

    public bool TryGetScene(string id, [NotNullWhen(true)] out Scene? scene)
    {
        scene = id == "scene-1" && !Expired ? SceneOf(id) : null;
        return scene is not null;
    }

    public bool RemoveScene(string id) => id == "scene-1" && !Expired;

    public Task<SceneOccupancy> OccupancyAsync(Scene scene, OccupancyRequest request, CancellationToken cancellation) =>
        Occupancy is { } frames && Fault is null
            ? Task.FromResult(new SceneOccupancy { Frames = frames, Pack = Fake, Timings = new() { Voxels = 1 } })
            : throw (Fault ?? new InvalidOperationException("No occupancy here."));

    public Task<SceneGaussians> GaussiansAsync(Scene scene, CancellationToken cancellation) => throw Lacks();

    public Task<RenderedCamera> RenderAsync(Scene scene, RenderRequest request, CancellationToken cancellation) => throw Lacks();

    private Exception Lacks() => Fault ?? new MissingCapabilityException(Fake.Name, PackInfo.Splatting, "Take another.");

    public async IAsyncEnumerable<AnswerEvent> AskAsync(Scene scene, Question question, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (int i = 0; i < Tokens.Count; i++)
        {
            await Task.Yield();
            yield return new AnswerToken(i, Tokens[i]);
        }
        throw Fault ?? new InvalidOperationException("The fake never ends an answer.");
    }

    public IAsyncEnumerable<PlanEvent> PlanAsync(Scene scene, PlanRequest request, CancellationToken cancellation) =>
        throw (Fault ?? new InvalidOperationException("No plan here."));

    public Task<Adapter> LoadAdapterAsync(AdapterSource source, CancellationToken cancellation) =>
        throw (Fault ?? new InvalidOperationException("No adapters here."));

    public bool RemoveAdapter(string name) => false;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Scene SceneOf(string id) => new()
    {
        Id = id,
        Cameras = ["CAM_FRONT"],
        Queries = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch,
        Pack = Fake,
        Timings = new(),
    };
}
