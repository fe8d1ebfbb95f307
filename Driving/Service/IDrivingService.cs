using System.Diagnostics.CodeAnalysis;
using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>
/// The whole model behind one door: frames are encoded once into a scene, and a scene is asked many times.
/// All methods may be called from any thread. A full queue throws <see cref="OverloadedException"/>,
/// a pack that is still loading <see cref="PackNotReadyException"/>, an expired scene <see cref="SceneNotFoundException"/>.
/// </summary>
public interface IDrivingService : IAsyncDisposable
{
    /// <summary>How far loading is; ready once <see cref="LoadProgress.Ready"/>.</summary>
    LoadProgress Progress { get; }

    /// <summary>Completes when the pack is loaded; fails with what went wrong.</summary>
    Task Ready { get; }

    /// <summary>The pack that answers.</summary>
    /// <exception cref="PackNotReadyException">It is still being loaded.</exception>
    PackInfo Pack { get; }

    /// <summary>All packs that are installed, the loaded one included.</summary>
    IReadOnlyList<PackInfo> Packs { get; }

    /// <summary>Adapters that questions may name, by name; they go with the pack.</summary>
    /// <exception cref="PackNotReadyException">The pack is still being loaded.</exception>
    IReadOnlyList<Adapter> Adapters { get; }

    /// <summary>What is being done now: queues and scenes, for metrics.</summary>
    DrivingLoad Load { get; }

    /// <summary>Encodes a frame (with the past frames of its sequence) into a scene.</summary>
    /// <exception cref="InvalidInputException">The frame cannot be used; the part and the fault are named.</exception>
    /// <exception cref="StaleFrameException">A later frame of this sequence has been encoded already.</exception>
    Task<Scene> CreateSceneAsync(Frame frame, SceneOptions options, CancellationToken cancellation);

    /// <summary>Finds a scene that has not expired, and makes it the most recently used.</summary>
    bool TryGetScene(string id, [NotNullWhen(true)] out Scene? scene);

    /// <summary>Drops a scene; false if there was none of that id.</summary>
    bool RemoveScene(string id);

    /// <summary>Semantic occupancy now (horizon 0) and 1, 2 or 3 seconds ahead, in the order asked for.</summary>
    /// <exception cref="InvalidInputException">A horizon is not 0, 1, 2 or 3, or the motion has not three finite entries.</exception>
    Task<SceneOccupancy> OccupancyAsync(Scene scene, OccupancyRequest request, CancellationToken cancellation);

    /// <summary>Answers a question about the scene: <see cref="AnswerToken"/> for each piece of text, then one <see cref="AnswerDone"/>.</summary>
    /// <exception cref="InvalidInputException">The question is empty or too long, an option is out of range, or there is no such adapter.</exception>
    IAsyncEnumerable<AnswerEvent> AskAsync(Scene scene, Question question, CancellationToken cancellation);

    /// <summary>Plans three seconds: <see cref="PlanAnchorScores"/>, a <see cref="PlanDenoiseStep"/> per step, then one <see cref="PlanDone"/>.</summary>
    /// <exception cref="InvalidInputException">An option is out of range.</exception>
    IAsyncEnumerable<PlanEvent> PlanAsync(Scene scene, PlanRequest request, CancellationToken cancellation);

    /// <summary>The 3D Gaussians of the scene; they are made when they are first asked for.</summary>
    /// <exception cref="MissingCapabilityException">The pack sees none.</exception>
    Task<SceneGaussians> GaussiansAsync(Scene scene, CancellationToken cancellation);

    /// <summary>What a camera of the scene sees of its Gaussians.</summary>
    /// <exception cref="MissingCapabilityException">The pack sees none.</exception>
    /// <exception cref="InvalidInputException">The scene has no such camera, or its image is narrower than what is asked for.</exception>
    Task<RenderedCamera> RenderAsync(Scene scene, RenderRequest request, CancellationToken cancellation);

    /// <summary>Loads a LoRA adapter beside the language model, between two of its steps.</summary>
    /// <exception cref="InvalidInputException">Name, scale or file cannot be used; the file is none, or does not fit the language model.</exception>
    /// <exception cref="AdapterExistsException">The name is taken.</exception>
    Task<Adapter> LoadAdapterAsync(AdapterSource source, CancellationToken cancellation);

    /// <summary>Drops an adapter; false if there was none of that name. Answers that run with it come to their end.</summary>
    bool RemoveAdapter(string name);
}
