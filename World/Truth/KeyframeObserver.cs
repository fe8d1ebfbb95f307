using System.Diagnostics;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Rendering;
using VoxPilot.World.Sensors;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Truth;

/// <summary>Takes all that the sensors see at a moment, and what is true of it. Owns its buffers: one for each worker thread.</summary>
internal sealed class KeyframeObserver
{
    /// <summary>Agents whose middle lies farther from our own car are not annotated, metres.</summary>
    public const double AnnotationRange = 80;

    // No ray of the LiDAR and no voxel reaches farther than this from our own car, the size of an agent included.
    private const double SensorReach = LidarScanner.MaximumRange + 15;

    private readonly Rig rig;
    private readonly FrameRenderer renderer = new();
    private readonly LidarScanner scanner = new();
    private readonly OccupancyTruth occupancy = new();
    private readonly VisibilityMasks masks;

    // What was made for the agents of one recording.
    private readonly Dictionary<Mesh, AgentBody> bodies = new(ReferenceEqualityComparer.Instance);
    private AgentMeshes meshes = new();
    private IReadOnlyList<AgentModel>? known;

    /// <param name="rig">The cameras.</param>
    public KeyframeObserver(Rig rig)
    {
        this.rig = rig;
        masks = new(rig);
    }

    /// <summary>Told the name and the time of each part of a key frame, if somebody measures.</summary>
    public Action<string, TimeSpan>? Measured { get; init; }

    /// <summary>Observes a moment. The same recording and moment give the same bytes, whatever was observed before and by which thread.</summary>
    /// <param name="town">The recording's town.</param>
    /// <param name="recording">The drive.</param>
    /// <param name="moment">Index in its moments.</param>
    /// <exception cref="ArgumentException">The town is not the recording's.</exception>
    public KeyframeTruth Observe(TownModel town, Recording recording, int moment)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(moment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(moment, recording.Moments.Count);
        if (!ReferenceEquals(town.Town, recording.Town))
        {
            throw new ArgumentException($"The recording drives through {recording.Town.Name} (seed {recording.Town.Seed}); the model is of {town.Town.Name} (seed {town.Town.Seed}). Make a model of the recording's own town.", nameof(town));
        }
        if (known != recording.Agents)
        {
            bodies.Clear();
            (meshes, known) = (new(), recording.Agents);
        }
        Moment now = recording.Moments[moment];
        long at = Stopwatch.GetTimestamp();
        AgentState[] agents = [.. now.Agents.OrderBy(state => state.Agent)];
        MeshInstance[] moving = Array.ConvertAll(agents, state => meshes.Instance(recording.Agents[state.Agent], state, state.Agent));
        RayScene scene = new(town.Tree, town.Standing, [.. moving.Where((_, i) => Distance(agents[i], now.Ego) < SensorReach).Select(thing => (thing, Body(thing.Mesh).Tree))]);
        at = Tell("agents", at);
        IReadOnlyList<CameraView> views = renderer.Render(town.Scene(recording.Weather), moving, rig, now.Ego, RandomStream.Mix(recording.Seed + 1) ^ RandomStream.Mix((ulong)moment));
        at = Tell("cameras, depth, class", at);
        LidarScan lidar = scanner.Scan(scene, now.Ego, recording.Weather, recording.Seed, moment);
        at = Tell("LiDAR", at);
        byte[] semantics = new byte[GridSpec.Occ3D.Count], maskCamera = new byte[GridSpec.Occ3D.Count], maskLidar = new byte[GridSpec.Occ3D.Count];
        occupancy.Observe(scene, now.Ego, semantics);
        at = Tell("occupancy", at);
        Placement place = new(new((float)now.Ego.Position.X, (float)now.Ego.Position.Y, 0), now.Ego.Yaw);
        masks.ObserveCameras(semantics, new(scene, place, occupancy.Voxels), maskCamera);
        at = Tell("mask of the cameras", at);
        masks.ObserveLidar(scanner.Ranges, maskLidar);
        at = Tell("mask of the LiDAR", at);
        List<BoxTruth> boxes = Boxes(recording, now, agents, moving, views, lidar);
        Tell("boxes", at);
        return new()
        {
            Moment = moment,
            Rig = rig,
            Views = views,
            Lidar = lidar.Sweep,
            LidarClasses = lidar.Classes,
            LidarAgents = lidar.Agents,
            Semantics = semantics,
            MaskLidar = maskLidar,
            MaskCamera = maskCamera,
            Boxes = boxes,
        };
    }

    private long Tell(string part, long since)
    {
        Measured?.Invoke(part, Stopwatch.GetElapsedTime(since));
        return Stopwatch.GetTimestamp();
    }

    private List<BoxTruth> Boxes(
        Recording recording, Moment now, AgentState[] agents, MeshInstance[] moving, IReadOnlyList<CameraView> views, LidarScan lidar)
    {
        int[] points = new int[recording.Agents.Count];
        Count(lidar.Agents, points);
        int[][] pixels = [.. views.Select(_ => new int[recording.Agents.Count])];
        for (int i = 0; i < pixels.Length; i++)
        {
            Count(views[i].Agents, pixels[i]);
        }
        AgentVisibility visibility = new(rig, views, now.Ego);
        List<BoxTruth> boxes = [];
        for (int i = 0; i < agents.Length; i++)
        {
            int agent = agents[i].Agent;
            if (Distance(agents[i], now.Ego) <= AnnotationRange && (points[agent] > 0 || pixels.Any(counts => counts[agent] > 0)))
            {
                boxes.Add(new()
                {
                    Agent = agent,
                    Model = recording.Agents[agent],
                    State = agents[i],
                    Visible = visibility.Share(agent, Body(moving[i].Mesh), moving[i].Place),
                    Pixels = [.. pixels.Select(counts => counts[agent])],
                    LidarPoints = points[agent],
                });
            }
        }
        return boxes;
    }

    private AgentBody Body(Mesh mesh)
    {
        if (!bodies.TryGetValue(mesh, out AgentBody? body))
        {
            bodies.Add(mesh, body = new(mesh));
        }
        return body;
    }

    private static void Count(int[] agents, int[] counts)
    {
        foreach (int agent in agents)
        {
            if (agent >= 0)
            {
                counts[agent]++;
            }
        }
    }

    private static double Distance(in AgentState state, in EgoMotion ego) => (new Vector2D(state.Position.X, state.Position.Y) - ego.Position).Length;
}
