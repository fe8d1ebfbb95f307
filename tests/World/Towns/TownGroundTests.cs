using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Tests.Towns;

public sealed class TownGroundTests
{
    [Fact]
    public void Walkways_lie_on_pavements_or_crossings_and_meet_at_their_nodes()
    {
        foreach (Town town in TownBatch.All)
        {
            Dictionary<int, Vector2D> nodes = [];
            foreach (Walkway walkway in town.Walkways)
            {
                foreach ((int node, Vector2D place) in ((int, Vector2D)[])[(walkway.FromNode, walkway.Centre.Points[0]), (walkway.ToNode, walkway.Centre.Points[^1])])
                {
                    Assert.True(!nodes.TryGetValue(node, out Vector2D known) || (known - place).Length < 1e-6, $"Walkway {walkway.Id} of town {town.Seed} misses node {node}.");
                    nodes[node] = place;
                }
                Assert.True(walkway.Width >= 1.5);
                for (double s = 0.1; s < walkway.Centre.Length; s += 1)
                {
                    Vector2D p = walkway.Centre.At(s);
                    OccupancyClass ground = town.GroundAt(p);
                    bool crossing = walkway.Crossing >= 0 && town.Crossings[walkway.Crossing].Area.Contains(p);
                    Assert.True(ground == OccupancyClass.Sidewalk || crossing, $"Walkway {walkway.Id} lies on {ground} in {TownBatch.Place(town, p)}.");
                }
            }
        }
    }

    [Fact]
    public void The_walking_network_is_connected()
    {
        foreach (Town town in TownBatch.All)
        {
            HashSet<int> reached = [town.Walkways[0].FromNode];
            for (int before = 0; before < reached.Count;)
            {
                before = reached.Count;
                foreach (Walkway walkway in town.Walkways.Where(w => reached.Contains(w.FromNode) || reached.Contains(w.ToNode)))
                {
                    reached.Add(walkway.FromNode);
                    reached.Add(walkway.ToNode);
                }
            }
            int all = town.Walkways.SelectMany(w => new[] { w.FromNode, w.ToNode }).Distinct().Count();
            Assert.True(reached.Count > 0.9 * all, $"Only {reached.Count} of {all} places of town {town.Seed} can be walked to.");
        }
    }

    [Fact]
    public void Crossings_reach_from_kerb_to_kerb_over_every_lane_of_their_road()
    {
        foreach (Town town in TownBatch.All)
        {
            Assert.True(town.Crossings.Count > 10);
            foreach (Crossing crossing in town.Crossings)
            {
                Vector2D across = (crossing.To - crossing.From).Normalized;
                Assert.Equal(OccupancyClass.Sidewalk, town.GroundAt(crossing.From - across * 0.1));
                Assert.Equal(OccupancyClass.Sidewalk, town.GroundAt(crossing.To + across * 0.1));
                Assert.Equal(OccupancyClass.DriveableSurface, town.GroundAt(Vector2D.Lerp(crossing.From, crossing.To, 0.5)));
                Assert.NotEmpty(crossing.Lanes);
                foreach ((int lane, double along) in crossing.Lanes)
                {
                    Vector2D place = town.Lanes[lane].Centre.At(along);
                    Assert.InRange(Vector2D.Cross(across, place - crossing.From), -0.02, 0.02);
                    Assert.True(crossing.Area.Contains(place));
                    Assert.InRange(town.Lanes[lane].Centre.Length - along, 5, 1e3); // a car that waits before it leaves the junction free
                    Assert.InRange(along, 5, 1e3);
                }
                int road = town.Lanes[crossing.Lanes[0].Lane].Road;
                Assert.Equal(town.Lanes.Where(lane => lane.Road == road).Select(lane => lane.Id), crossing.Lanes.Select(c => c.Lane).Order());
            }
        }
    }

    [Fact]
    public void Every_polygon_is_simple_and_counter_clockwise()
    {
        foreach (Town town in TownBatch.All)
        {
            foreach (Area area in town.Ground.Select(ground => ground.Shape).Concat(town.Junctions.Select(j => j.Area)).Concat(town.Crossings.Select(c => c.Area)).Concat(town.Markings.Select(m => new Area(m.Shape))))
            {
                Assert.True(Area.SignedArea(area.Outline) > 0, $"An area runs clockwise: {TownBatch.Place(town, area.Outline[0])}.");
                Simple(town, area.Outline);
                Assert.All(area.Holes, hole => Assert.True(Area.SignedArea(hole) < 0));
            }
        }
    }

    [Fact]
    public void No_gap_lies_between_carriageway_and_pavement()
    {
        foreach (Town town in TownBatch.All.Take(8))
        {
            foreach (Lane lane in town.Lanes.Where(lane => lane.Junction < 0 && lane.RightNeighbour < 0 && lane.LeftNeighbour < 0))
            {
                // From the lane's outer edge outwards, terrain comes only after a pavement.
                int outward = town.Style.LeftHandTraffic ? 1 : -1;
                for (double s = 0.5; s < lane.Centre.Length; s += 4.3)
                {
                    Vector2D across = lane.Centre.Direction(s).Left * outward;
                    bool pavement = false;
                    for (double a = 0.8; a < 7; a += 0.05)
                    {
                        OccupancyClass ground = town.GroundAt(lane.Centre.At(s) + across * a);
                        pavement |= ground == OccupancyClass.Sidewalk;
                        Assert.True(pavement || ground != OccupancyClass.Terrain, $"A gap in {TownBatch.Place(town, lane.Centre.At(s) + across * a)}.");
                    }
                    Assert.True(pavement);
                }
            }
        }
    }

    [Fact]
    public void Nothing_stands_on_a_lane_or_in_the_way_of_people()
    {
        foreach (Town town in TownBatch.All)
        {
            List<(string What, Footprint Place)> things =
            [
                .. town.Buildings.Select(b => ("A building", b.Plot)),
                .. town.Objects.Select(o => (o.Model.Kind.ToString(), o.Footprint)),
                .. town.Plants.Select(p => (p.Kind.ToString(), new Footprint(new(p.Position.X, p.Position.Y), p.Yaw, p.Kind == PlantKind.Hedge ? p.Length : 0.4, p.Kind == PlantKind.Hedge ? 2 * p.Radius : 0.4))),
                .. town.Furniture.Select(f => (f.Kind.ToString(), new Footprint(new(f.Position.X, f.Position.Y), f.Yaw, Math.Max(f.Length, 0.2), 0.2))),
            ];
            FootprintIndex index = new(town.Low, town.High);
            foreach ((_, Footprint place) in things)
            {
                index.Take(place);
            }
            foreach (Lane lane in town.Lanes)
            {
                for (double s = 1; s < lane.Centre.Length - 1; s += 1.5)
                {
                    Footprint car = new(lane.Centre.At(s), lane.Centre.Heading(s), 1.5, 2.2);
                    Assert.True(index.IsFree(car), $"{things.FirstOrDefault(t => t.Place.Overlaps(car)).What} blocks lane {lane.Id} in {TownBatch.Place(town, car.Centre)}.");
                }
            }
            foreach (Walkway walkway in town.Walkways)
            {
                for (double s = 0; s < walkway.Centre.Length; s += 1)
                {
                    Footprint person = new(walkway.Centre.At(s), walkway.Centre.Heading(s), 1, 1.4);
                    Assert.True(index.IsFree(person), $"{things.FirstOrDefault(t => t.Place.Overlaps(person)).What} blocks walkway {walkway.Id} in {TownBatch.Place(town, person.Centre)}.");
                }
            }
        }
    }

    [Fact]
    public void Buildings_overlap_neither_each_other_nor_streets()
    {
        foreach (Town town in TownBatch.All)
        {
            FootprintIndex index = new(town.Low, town.High);
            foreach (Building building in town.Buildings)
            {
                Assert.True(index.TryTake(building.Plot), $"Two buildings overlap: {TownBatch.Place(town, building.Plot.Centre)}.");
                Vector2D[] corners = building.Plot.Corners;
                for (int i = 0; i < 16; i++)
                {
                    Vector2D p = Vector2D.Lerp(corners[i / 4], corners[(i / 4 + 1) % 4], i % 4 / 4.0);
                    Assert.False(town.GroundAt(p) is OccupancyClass.DriveableSurface or OccupancyClass.Sidewalk, $"A building stands on the street: {TownBatch.Place(town, p)}.");
                }
            }
        }
    }

    [Fact]
    public void Fronts_face_a_street()
    {
        int facing = 0, all = 0;
        foreach (Town town in TownBatch.All)
        {
            foreach (Building building in town.Buildings)
            {
                Vector2D front = Direction(building.Plot.Yaw + Math.PI / 2);
                bool street = Enumerable.Range(0, 24).Any(k => town.GroundAt(building.Plot.Centre + front * (building.Plot.Width / 2 + k * 0.5)) == OccupancyClass.Sidewalk);
                facing += street ? 1 : 0;
                all++;
            }
        }
        Assert.InRange(facing, 0.8 * all, all);
    }

    [Fact]
    public void Things_stand_on_the_ground()
    {
        foreach (Town town in TownBatch.All)
        {
            foreach (Vector3D p in town.Objects.Select(o => o.Position).Concat(town.Plants.Select(p => p.Position)).Concat(town.Furniture.Select(f => f.Position)))
            {
                double ground = town.HeightAt(new(p.X, p.Y));
                Assert.True(Math.Abs(p.Z - ground) < 0.02, $"Something floats {p.Z - ground:F2} m over the ground in {TownBatch.Place(town, new(p.X, p.Y))}.");
            }
        }
    }

    [Fact]
    public void Terrain_is_flat_near_streets_and_gentle_elsewhere()
    {
        foreach (Town town in TownBatch.All)
        {
            double highest = 0;
            for (double x = town.Low.X; x < town.High.X; x += 4)
            {
                for (double y = town.Low.Y; y < town.High.Y; y += 4)
                {
                    double here = town.TerrainHeight(new(x, y));
                    Assert.InRange(here, 0.05, 1.4);
                    Assert.InRange(Math.Abs(town.TerrainHeight(new(x + 0.2, y)) - here), 0, 0.08);
                    highest = Math.Max(highest, here);
                }
            }
            Assert.True(highest > 0.4);
            foreach (Walkway walkway in town.Walkways.Where(walkway => walkway.Crossing < 0))
            {
                Assert.Equal(0.05, town.TerrainHeight(walkway.Centre.At(walkway.Centre.Length / 2)), 1e-9);
            }
        }
    }

    private static Vector2D Direction(double yaw) => new(Math.Cos(yaw), Math.Sin(yaw));

    private static void Simple(Town town, IReadOnlyList<Vector2D> ring)
    {
        for (int i = 0; i < ring.Count; i++)
        {
            Vector2D a = ring[i], b = ring[(i + 1) % ring.Count];
            Assert.True((b - a).Length > 1e-7, $"A corner is given twice: {TownBatch.Place(town, a)}.");
            for (int j = i + 2; j < ring.Count; j++)
            {
                if (i > 0 || j < ring.Count - 1)
                {
                    Vector2D c = ring[j], d = ring[(j + 1) % ring.Count];
                    if (Math.Max(c.X, d.X) < Math.Min(a.X, b.X) || Math.Min(c.X, d.X) > Math.Max(a.X, b.X))
                    {
                        continue;
                    }
                    bool crosses = Vector2D.Cross(b - a, c - a) > 0 != Vector2D.Cross(b - a, d - a) > 0 && Vector2D.Cross(d - c, a - c) > 0 != Vector2D.Cross(d - c, b - c) > 0;
                    Assert.False(crosses, $"An outline crosses itself: {TownBatch.Place(town, a)}.");
                }
            }
        }
    }
}
