using BenchmarkDotNet.Attributes;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics;
using VoxPilot.World;
using VoxPilot.World.Meshes;
using VoxPilot.World.Sensors;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.Bench.Parts;

/// <summary>What it costs to score the occupancy of one key frame: a street with parked cars, predicted with one voxel's error and some noise.</summary>
[MemoryDiagnoser]
public class OccupancyMetricsBenchmark
{
    private readonly byte[] truth = new byte[GridSpec.Occ3D.Count];
    private readonly byte[] prediction = new byte[GridSpec.Occ3D.Count];
    private readonly byte[] mask = new byte[GridSpec.Occ3D.Count];
    private readonly OccupancyConfusion confusion = new(), scenes = new();
    private readonly OccupancyFScore fScore = new(GridSpec.Occ3D);
    private readonly RayIou rays = new();
    private readonly RayCaster caster = new();
    private readonly RayHit[] hits = new RayHit[LidarRays.Count];
    private readonly OccupancyMeasures all = new();
    private readonly SceneBootstrap bootstrap = new(150);
    private Vector3D[] origins = [];

    [GlobalSetup]
    public void Setup()
    {
        TownModel town = new(TownGenerator.Create(3));
        Lane lane = town.Town.Lanes.Where(l => l.Junction < 0).OrderBy(l => (l.Centre.At(0) - (town.Town.Low + town.Town.High) * 0.5).Length).First();
        EgoMotion ego = new() { Position = lane.Centre.At(8), Yaw = lane.Centre.Heading(8) };
        AgentMeshes meshes = new();
        RayScene scene = new(town.Tree, town.Standing, [.. town.Town.Objects
            .Select((thing, i) => meshes.Instance(thing.Model, new AgentState { Agent = i, Position = thing.Position, Yaw = thing.Yaw }, i))
            .Where(thing => (new Vector2D(thing.Place.Position.X, thing.Place.Position.Y) - ego.Position).Length < LidarScanner.MaximumRange)
            .Select(thing => (thing, TriangleTree.Of(thing.Mesh)))]);
        OccupancyTruth occupancy = new();
        occupancy.Observe(scene, ego, truth);
        new VisibilityMasks(NuScenesRig.Create(256)).ObserveCameras(
            truth, new(scene, new(new((float)ego.Position.X, (float)ego.Position.Y, 0), ego.Yaw), occupancy.Voxels), mask);

        Random random = new(1);
        truth.AsSpan(0, truth.Length - 16).CopyTo(prediction.AsSpan(16)); // a voxel to the left
        for (int i = 0; i < 3000; i++)
        {
            prediction[random.Next(prediction.Length)] = (byte)random.Next(18);
        }
        Pose lidarToEgo = new(Rotation.FromYaw(-Math.PI / 2), new(0.9437, 0, 1.84023));
        LidarPose[] drive = [.. Enumerable.Range(0, 40).Select(k => new LidarPose(Pose.Planar(4 * k, 0, 0), lidarToEgo))];
        origins = LidarOrigins.Of(drive, 20);
        for (int s = 0; s < bootstrap.Scenes; s++)
        {
            scenes.Add(s, prediction, truth, mask);
        }
        RayHit[] seen = new RayHit[LidarRays.Count];
        caster.Load(prediction, truth);
        caster.Cast(origins[^1], seen);
        Console.WriteLine($"// {truth.Count(label => label != 17)} voxels occupied, {mask.Count(seen => seen != 0)} seen, {origins.Length} origins, {seen.Count(hit => hit.Truth != 17)} of {seen.Length} rays meet something");
    }

    [Benchmark]
    public void Confusion_with_the_camera_mask() => confusion.Add(0, prediction, truth, mask);

    [Benchmark]
    public void Confusion_without_a_mask() => confusion.Add(0, prediction, truth, []);

    [Benchmark]
    public void F_score() => fScore.Add(0, prediction, truth, mask);

    [Benchmark]
    public void Rays_from_one_origin() => caster.Cast(origins[^1], hits);

    [Benchmark]
    public void RayIoU_with_eight_origins() => rays.Add(0, prediction, truth, origins);

    [Benchmark]
    public void All_measures_of_a_key_frame() => all.Add(0, prediction, truth, mask, origins);

    [Benchmark]
    public double Bootstrap_of_mIoU_over_150_scenes() => bootstrap.Estimate(scenes.Miou(AbsentClass.Occ3D)).High;
}
