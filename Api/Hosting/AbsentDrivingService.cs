using System.Diagnostics.CodeAnalysis;
using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Api.Hosting;

/// <summary>Stands where no model could be started: the server answers, and says of every model route why it cannot.</summary>
/// <param name="failure">One sentence that says what to change.</param>
internal sealed class AbsentDrivingService(string failure) : IDrivingService
{
    /// <inheritdoc/>
    public LoadProgress Progress { get; } = new(Ready: false, "failed", 0, failure);

    /// <inheritdoc/>
    public Task Ready => Task.FromException(Fault);

    /// <inheritdoc/>
    public PackInfo Pack => throw Fault;

    /// <inheritdoc/>
    public IReadOnlyList<PackInfo> Packs => [];

    /// <inheritdoc/>
    public DrivingLoad Load => new(0, 0, 0, 0);

    private PackNotReadyException Fault => new(Progress);

    /// <inheritdoc/>
    public Task<Scene> CreateSceneAsync(Frame frame, SceneOptions options, CancellationToken cancellation) => throw Fault;

    /// <inheritdoc/>
    public bool TryGetScene(string id, [NotNullWhen(true)] out Scene? scene)
    {
        scene = null;
        return false;
    }

    /// <inheritdoc/>
    public bool RemoveScene(string id) => false;

    /// <inheritdoc/>
    public Task<SceneOccupancy> OccupancyAsync(Scene scene, IReadOnlyList<int> horizons, CancellationToken cancellation) => throw Fault;

    /// <inheritdoc/>
    public IAsyncEnumerable<AnswerEvent> AskAsync(Scene scene, Question question, CancellationToken cancellation) => throw Fault;

    /// <inheritdoc/>
    public IAsyncEnumerable<PlanEvent> PlanAsync(Scene scene, PlanRequest request, CancellationToken cancellation) => throw Fault;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
