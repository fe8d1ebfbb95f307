using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Towns;

public sealed class TownGeneratorTests
{
    [Fact]
    public void The_same_seed_gives_the_same_town_on_any_thread_and_another_seed_another()
    {
        string[] first = [.. Enumerable.Range(1, 20).AsParallel().AsOrdered().Select(seed => Text(TownGenerator.Create((ulong)seed)))];
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(Text(TownBatch.Of((ulong)i + 1)), first[i]);
        }
        Assert.Equal(20, first.Distinct().Count());
    }

    [Fact]
    public void A_town_for_traffic_on_the_left_is_the_mirror_image()
    {
        TownStyle style = TownBatch.Of(3).Style with { LeftHandTraffic = false };
        Town right = TownGenerator.Create(3, style), left = TownGenerator.Create(3, style with { LeftHandTraffic = true });
        Assert.Equal(right.Lanes.Count, left.Lanes.Count);
        for (int i = 0; i < right.Lanes.Count; i++)
        {
            Lane a = right.Lanes[i], b = left.Lanes[i];
            Assert.Equal(a.Centre.Points.Select(p => new Vector2D(p.X, -p.Y)), b.Centre.Points);
            Assert.Equal(a.Turn switch { Turn.Left => Turn.Right, Turn.Right => Turn.Left, Turn turn => turn }, b.Turn);
            Assert.Equal((a.LeftNeighbour, a.RightNeighbour), (b.RightNeighbour, b.LeftNeighbour));
            Assert.Equal(a.Conflicts, b.Conflicts);
        }
        RandomStream random = new(1);
        for (int i = 0; i < 4000; i++)
        {
            Vector2D p = new(random.Between(right.Low.X, right.High.X), random.Between(right.Low.Y, right.High.Y)), q = new(p.X, -p.Y);
            Assert.Equal(right.GroundAt(p), left.GroundAt(q));
            Assert.Equal(right.HeightAt(p), left.HeightAt(q));
        }
        Assert.Equal(right.Objects.Select(o => new Vector3D(o.Position.X, -o.Position.Y, o.Position.Z)), left.Objects.Select(o => o.Position));
        for (int i = 0; i < right.Buildings.Count; i++)
        {
            Vector2D a = Front(right.Buildings[i]), b = Front(left.Buildings[i]);
            Assert.True((new Vector2D(a.X, -a.Y) - b).Length < 1e-9);
        }
    }

    [Fact]
    public void Cars_drive_on_the_side_that_the_style_says()
    {
        foreach (Town town in TownBatch.All)
        {
            foreach (var road in town.Lanes.Where(lane => lane.Junction < 0).GroupBy(lane => lane.Road))
            {
                Lane lane = road.First();
                Vector2D middle = lane.Centre.At(lane.Centre.Length / 2), along = lane.Centre.Direction(lane.Centre.Length / 2);
                foreach (Lane other in road.Where(o => Vector2D.Dot(o.Centre.Direction(o.Centre.Length / 2), along) < 0))
                {
                    (_, double aside) = lane.Centre.Project(other.Centre.At(other.Centre.Length / 2));
                    Assert.Equal(town.Style.LeftHandTraffic, aside < 0);
                }
            }
        }
    }

    [Fact]
    public void Forty_towns_show_every_style()
    {
        TownStyle[] styles = [.. Enumerable.Range(1, 40).Select(seed => TownBatch.Of((ulong)seed).Style)];
        Assert.Equal(4, styles.Select(style => style.Architecture).Distinct().Count());
        Assert.Equal(4, styles.Select(style => style.Vegetation).Distinct().Count());
        Assert.InRange(styles.Count(style => style.LeftHandTraffic), 3, 20);
    }

    [Fact]
    public void With_other_plants_a_town_keeps_its_name_streets_houses_and_things()
    {
        foreach (ulong seed in (ulong[])[1, 2, 3, 4])
        {
            Town town = TownGenerator.Create(seed), winter = TownGenerator.Create(seed, Vegetation.Winter);
            Assert.Equal(town.Style with { Vegetation = Vegetation.Winter }, winter.Style);
            Assert.Equal(town.Name, winter.Name);
            Assert.Equal(town.Lanes.Select(lane => lane.Centre.Length), winter.Lanes.Select(lane => lane.Centre.Length));
            Assert.Equal(town.Buildings.Select(building => building.Plot), winter.Buildings.Select(building => building.Plot));
        }
    }

    [Fact]
    public void Long_routes_start_nearly_everywhere()
    {
        foreach (Town town in TownBatch.All)
        {
            Lane[] roads = [.. town.Lanes.Where(lane => lane.Junction < 0)];
            int far = roads.Count(lane => Reach(town, lane) >= 300);
            Assert.InRange(far, 0.9 * roads.Length, roads.Length);
        }
    }

    [Fact]
    public void Streets_are_bent_and_straight_wide_and_narrow()
    {
        Lane[] roads = [.. TownBatch.All.SelectMany(town => town.Lanes).Where(lane => lane.Junction < 0)];
        double[] bends = [.. roads.Select(lane => Enumerable.Range(1, 9).Max(i => Math.Abs(lane.Centre.Curvature(lane.Centre.Length * i / 10, 5))))];
        Assert.InRange(bends.Count(bend => bend > 1.0 / 80), 0.1 * roads.Length, 0.9 * roads.Length);
        Assert.InRange(bends.Count(bend => bend < 1.0 / 200), 0.1 * roads.Length, 0.9 * roads.Length);
        Assert.InRange(roads.Count(lane => lane.LeftNeighbour >= 0 || lane.RightNeighbour >= 0), 0.05 * roads.Length, 0.6 * roads.Length);
        Assert.All(roads, lane => Assert.InRange(lane.SpeedLimit * 3.6, 30 - 1e-9, 60 + 1e-9));
        Assert.All(roads, lane => Assert.InRange(lane.Width, 3.2, 3.6));
    }

    [Fact]
    public void A_batch_of_towns_has_things_of_every_kind_that_stands()
    {
        HashSet<AgentKind> kinds = [.. TownBatch.All.SelectMany(town => town.Objects).Select(thing => thing.Model.Kind)];
        AgentKind[] expected =
        [
            AgentKind.Car, AgentKind.Truck, AgentKind.Trailer, AgentKind.ConstructionVehicle, AgentKind.Motorcycle, AgentKind.Bicycle, AgentKind.Worker, AgentKind.Barrier, AgentKind.TrafficCone,
            AgentKind.PushablePullable, AgentKind.Debris, AgentKind.BicycleRack,
        ];
        Assert.Empty(expected.Except(kinds));
        Assert.Empty(Enum.GetValues<FurnitureKind>().Except(TownBatch.All.SelectMany(town => town.Furniture).Select(thing => thing.Kind)));
        Assert.Empty(Enum.GetValues<PlantKind>().Except(TownBatch.All.SelectMany(town => town.Plants).Select(plant => plant.Kind)));
        Assert.Empty(Enum.GetValues<RoofKind>().Except(TownBatch.All.SelectMany(town => town.Buildings).Select(building => building.Roof)));
    }

    private static double Reach(Town town, Lane start)
    {
        double length = start.Centre.Length;
        HashSet<int> seen = [start.Id];
        Queue<int> open = new(seen);
        while (open.TryDequeue(out int lane))
        {
            foreach (int next in town.Lanes[lane].Successors.Where(seen.Add))
            {
                length += town.Lanes[next].Centre.Length;
                open.Enqueue(next);
            }
        }
        return seen.Count > 20 ? length : 0;
    }

    private static Vector2D Front(Building building)
    {
        Vector2D[] corners = building.Plot.Corners;
        return Vector2D.Lerp(corners[0], corners[1], 0.5);
    }

    private static string Text(Town town)
    {
        System.Text.StringBuilder text = new();
        text.Append(town.Name).Append(town.Style).AppendJoin(' ', Numbers([town.Low, town.High]));
        foreach (Lane lane in town.Lanes)
        {
            text.Append(lane.Id).Append(lane.Turn).Append(lane.SpeedLimit).AppendJoin(';', Numbers(lane.Centre.Points)).AppendJoin(',', lane.Successors).AppendJoin(';', lane.Conflicts).AppendLine();
        }
        foreach (Area area in town.Ground.Select(g => g.Shape).Concat(town.Junctions.Select(j => j.Area)).Concat(town.Crossings.Select(c => c.Area)))
        {
            text.AppendJoin(';', Numbers(area.Outline)).AppendLine();
        }
        text.AppendJoin(' ', Numbers(town.Markings.SelectMany(m => m.Shape))).AppendJoin(' ', Numbers(town.Walkways.SelectMany(w => w.Centre.Points)));
        text.AppendJoin(' ', Numbers(town.Buildings.SelectMany(b => b.Plot.Corners))).AppendJoin(' ', town.Buildings.Select(b => (b.Floors, b.FloorHeight, b.Roof, b.Shop, b.Seed)));
        text.AppendJoin('\n', town.Plants).AppendJoin('\n', town.Furniture).AppendJoin('\n', town.Objects.Select(o => (o.Model, o.Position, o.Yaw)));
        text.AppendJoin('\n', Enumerable.Range(0, 200).Select(i => town.TerrainHeight(Vector2D.Lerp(town.Low, town.High, i / 200.0))));
        return text.ToString();
    }

    private static IEnumerable<(double, double)> Numbers(IEnumerable<Vector2D> points) => points.Select(p => (p.X, p.Y));
}
