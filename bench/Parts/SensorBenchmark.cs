using BenchmarkDotNet.Attributes;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World;
using VoxPilot.World.Meshes;
using VoxPilot.World.Sensors;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.Bench.Parts;

/// <summary>LiDAR, occupancy and masks of one key frame on a street with parked cars; and what a town costs once.</summary>
[MemoryDiagnoser]
public class SensorBenchmark
{
    private readonly LidarScanner scanner = new();
    private readonly OccupancyTruth occupancy = new();
    private readonly VisibilityMasks masks = new(NuScenesRig.Create(256));
    private readonly Weather weather = Weather.Of(WeatherKind.Sunny, 1, 0.5);
    private readonly byte[] labels = new byte[GridSpec.Occ3D.Count];
    private readonly byte[] mask = new byte[GridSpec.Occ3D.Count];
    private TownModel town = null!;
    private RayScene scene = null!;
    private EgoMotion ego;

    [GlobalSetup]
    public void Setup()
    {
        town = new(TownGenerator.Create(3));
        Lane lane = town.Town.Lanes.Where(l => l.Junction < 0).OrderBy(l => (l.Centre.At(0) - (town.Town.Low + town.Town.High) * 0.5).Length).First();
        ego = new() { Position = lane.Centre.At(8), Yaw = lane.Centre.Heading(8) };
        AgentMeshes meshes = new();
        scene = new(town.Tree, town.Standing, [.. town.Town.Objects
            .Select((thing, i) => meshes.Instance(thing.Model, new AgentState { Agent = i, Position = thing.Position, Yaw = thing.Yaw }, i))
            .Where(thing => (new Vector2D(thing.Place.Position.X, thing.Place.Position.Y) - ego.Position).Length < LidarScanner.MaximumRange)
            .Select(thing => (thing, TriangleTree.Of(thing.Mesh)))]);
        Lidar();
        Occupancy();
    }

    [Benchmark]
    public int Lidar() => scanner.Scan(scene, ego, weather, 1, 0).Sweep.Count;

    [Benchmark]
    public void Occupancy() => occupancy.Observe(scene, ego, labels);

    [Benchmark]
    public void Mask_of_the_cameras() => masks.ObserveCameras(labels, new(scene, new(new((float)ego.Position.X, (float)ego.Position.Y, 0), ego.Yaw), occupancy.Voxels), mask);

    [Benchmark]
    public void Mask_of_the_lidar() => masks.ObserveLidar(scanner.Ranges, mask);

    [Benchmark]
    public int Tree_of_a_town() => TriangleTree.Of(town.Standing).Count;
}
