using BenchmarkDotNet.Attributes;
using VoxPilot.Core;
using VoxPilot.World;
using VoxPilot.World.Geometry;
using VoxPilot.World.Meshes;
using VoxPilot.World.Rendering;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.Bench.Parts;

/// <summary>The world's cameras: six images of 96×256 of a town with the things that stand in it.</summary>
[MemoryDiagnoser]
public class RenderBenchmark
{
    private readonly FrameRenderer renderer = new();
    private readonly Rasterizer rasterizer = new();
    private readonly VisibilityBuffer seen = new();
    private readonly List<SceneItem> items = [];
    private ShadowMap shadows = null!;
    private RenderScene scene = null!;
    private MeshInstance[] moving = [];
    private Rig rig = null!;
    private EgoMotion ego;

    [Params(WeatherKind.Sunny, WeatherKind.Rain)]
    public WeatherKind Weather { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Town town = TownGenerator.Create(3);
        scene = new(TownMeshes.Create(town), VoxPilot.World.Towns.Weather.Of(Weather, 2.2, 0.5));
        AgentMeshes agents = new();
        moving = [.. town.Objects.Select((o, i) => agents.Instance(o.Model, new() { Agent = i, Position = o.Position, Yaw = o.Yaw }, i))];
        Polyline lane = town.Lanes.First(l => l.Road >= 0 && l.Centre.Length > 60).Centre;
        ego = new() { Position = lane.At(20), Yaw = lane.Heading(20) };
        // The lower part of 16 : 9 images, where the road is.
        rig = new([.. NuScenesRig.Create(256).Cameras.Select(c => c with { Height = 96, Intrinsics = c.Intrinsics with { M12 = c.Intrinsics.M12 - 48 } })]);
        items.AddRange(scene.Items);
        items.AddRange(moving.Select(SceneItem.Of));
        shadows = new(rasterizer);
    }

    [Benchmark]
    public object Six_cameras() => renderer.Render(scene, moving, rig, ego, 1);

    [Benchmark]
    public void Shadow_maps() => shadows.Draw(scene.Light, items, new((float)ego.Position.X, (float)ego.Position.Y, 0));

    [Benchmark]
    public int Nearest_triangles_with_nothing_left_out()
    {
        int drawn = 0;
        foreach (Camera camera in rig.Cameras)
        {
            Projection view = Projection.Of(camera, ego.EgoToTown);
            seen.Clear(view.Width, view.Height, 0);
            for (int i = 0; i < items.Count; i++)
            {
                if (view.MaySee(items[i].Centre, items[i].Half))
                {
                    rasterizer.Draw(view, items[i].Instance, i, seen);
                }
            }
            drawn += seen.Count;
        }
        return drawn;
    }
}
