using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Generation;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Rendering;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Simulation;

/// <summary>
/// Our own car's cameras in the closed loop: the views that a recorded key frame of that moment would have, without its LiDAR and its truth.
/// Owns its buffers, so that it serves one thread at a time.
/// </summary>
public sealed class SimulationCameras
{
    /// <summary>Quality of the images: that of recorded ones.</summary>
    private const int JpegQuality = 92;

    private readonly FrameRenderer renderer = new();
    private AgentMeshes meshes = new();
    private TownModel? town;

    /// <summary>Cameras of a rig.</summary>
    /// <param name="rig">Where they are and how large their images.</param>
    public SimulationCameras(Rig rig) => Rig = rig;

    /// <summary>The cameras.</summary>
    public Rig Rig { get; }

    /// <summary>What they see now, in the rig's order.</summary>
    public IReadOnlyList<CameraView> Look(WorldSimulation world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return Look(world.Town, world.Weather, world.Seed, world.Agents, world.Now, world.Moments.Count - 1);
    }

    /// <summary>The present moment as a client would send it: images, time, ego state, command, place.</summary>
    /// <param name="world">The simulation.</param>
    /// <param name="sequence">Name of the drive, so that frames find those before them; null for a frame on its own.</param>
    public Frame Take(WorldSimulation world, string? sequence = null) => new()
    {
        Rig = Rig,
        Images = [.. Look(world).Select(view => new EncodedImage(ImageEncoding.ToJpeg(view.Image, JpegQuality), ImageFormat.Jpeg, view.Image.Width, view.Image.Height))],
        Timestamp = 1e-6 * new SceneNames(world.Seed).Microseconds(world.Time),
        Ego = world.EgoState,
        Command = world.Command,
        Sequence = sequence,
        Location = world.Town.Name,
    };

    /// <summary>What they see at a moment.</summary>
    internal IReadOnlyList<CameraView> Look(Town place, Weather weather, ulong seed, IReadOnlyList<AgentModel> agents, Moment now, int moment)
    {
        if (!ReferenceEquals(town?.Town, place))
        {
            (town, meshes) = (new(place), new());
        }
        MeshInstance[] moving = [.. now.Agents.OrderBy(state => state.Agent).Select(state => meshes.Instance(agents[state.Agent], state, state.Agent))];
        return renderer.Render(town.Scene(weather), moving, Rig, now.Ego, RandomStream.Mix(seed + 1) ^ RandomStream.Mix((ulong)moment));
    }
}
