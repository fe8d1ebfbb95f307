using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Towns;

public sealed class LaneTests
{
    [Fact]
    public void Lanes_go_on_where_their_predecessors_end_without_a_kink()
    {
        foreach (Town town in TownBatch.All)
        {
            foreach (Lane lane in town.Lanes)
            {
                Assert.NotEmpty(lane.Successors);
                Assert.NotEmpty(lane.Predecessors);
                foreach (int successor in lane.Successors)
                {
                    Lane next = town.Lanes[successor];
                    Assert.Contains(lane.Id, next.Predecessors);
                    Assert.True((next.Centre.Points[0] - lane.Centre.Points[^1]).Length < 1e-6, $"Lanes {lane.Id} and {successor} of town {town.Seed} do not meet.");
                    double kink = Angles.Difference(next.Centre.Heading(0), lane.Centre.Heading(lane.Centre.Length)) * 180 / Math.PI;
                    Assert.True(Math.Abs(kink) < 3, $"Lanes {lane.Id} and {successor} of town {town.Seed} meet at {kink:F1}°.");
                }
                Assert.All(lane.Predecessors, before => Assert.Contains(lane.Id, town.Lanes[before].Successors));
                Assert.Equal(lane.Road < 0, lane.Junction >= 0);
                Assert.Equal(lane.Junction < 0, lane.Turn == Turn.None);
            }
        }
    }

    [Fact]
    public void Lanes_bend_no_tighter_than_a_car_can_steer_and_have_close_points()
    {
        double tightest = Math.Tan(EgoVehicle.MaximumSteering) / EgoVehicle.Wheelbase;
        foreach (Town town in TownBatch.All)
        {
            foreach (Lane lane in town.Lanes)
            {
                double limit = lane.Junction >= 0 ? 0.75 * tightest : 1.0 / 12;
                for (double s = 0; s <= lane.Centre.Length; s += 0.5)
                {
                    double curvature = Math.Abs(lane.Centre.Curvature(s, 1));
                    Assert.True(curvature < limit, $"Lane {lane.Id} of town {town.Seed} ({lane.Turn}) has radius {1 / curvature:F1} m at {s:F1} m of {lane.Centre.Length:F1} m.");
                }
                double most = lane.Centre.Along.Zip(lane.Centre.Along.Skip(1), (a, b) => b - a).Max();
                Assert.InRange(most, 0, lane.Junction >= 0 ? 1.0 : 2.0);
            }
        }
    }

    [Fact]
    public void Lanes_lie_on_carriageways_over_their_whole_width()
    {
        foreach (Town town in TownBatch.All)
        {
            foreach (Lane lane in town.Lanes)
            {
                double half = lane.Junction >= 0 ? 1.1 : lane.Width / 2 - 0.05;
                for (double s = 0.05; s < lane.Centre.Length; s += 1)
                {
                    Vector2D middle = lane.Centre.At(s), across = lane.Centre.Direction(s).Left * half;
                    foreach (Vector2D p in (Vector2D[])[middle - across, middle, middle + across])
                    {
                        Assert.True(town.GroundAt(p) == OccupancyClass.DriveableSurface, $"Lane {lane.Id} leaves the carriageway in {TownBatch.Place(town, p)}: {town.GroundAt(p)}.");
                    }
                }
            }
        }
    }

    [Fact]
    public void Neighbours_run_beside_each_other_the_same_way()
    {
        int pairs = 0;
        foreach (Town town in TownBatch.All)
        {
            foreach (Lane lane in town.Lanes.Where(lane => lane.LeftNeighbour >= 0))
            {
                Lane left = town.Lanes[lane.LeftNeighbour];
                Assert.Equal(lane.Id, left.RightNeighbour);
                (_, double aside) = lane.Centre.Project(left.Centre.At(left.Centre.Length / 2));
                Assert.Equal(lane.Width, aside, 0.05);
                pairs++;
            }
        }
        Assert.True(pairs > 20);
    }

    [Fact]
    public void Of_two_lanes_in_conflict_exactly_one_gives_way_and_both_know_where()
    {
        foreach (Town town in TownBatch.All)
        {
            foreach (Lane lane in town.Lanes)
            {
                foreach (LaneConflict conflict in lane.Conflicts)
                {
                    Lane other = town.Lanes[conflict.Lane];
                    LaneConflict back = Assert.Single(other.Conflicts, c => c.Lane == lane.Id);
                    Assert.NotEqual(conflict.GivesWay, back.GivesWay);
                    Assert.Equal((conflict.From, conflict.To, conflict.OtherFrom, conflict.OtherTo), (back.OtherFrom, back.OtherTo, back.From, back.To));
                    Assert.Equal(lane.Junction, other.Junction);
                    Assert.InRange(conflict.From, 0, conflict.To);
                    Assert.InRange(conflict.To, conflict.From, lane.Centre.Length + 1e-9);
                    Assert.False(lane.Predecessors[0] == other.Predecessors[0]);
                }
            }
        }
    }

    [Fact]
    public void Lanes_that_cross_or_merge_are_in_conflict()
    {
        foreach (Town town in TownBatch.All)
        {
            foreach (Junction junction in town.Junctions)
            {
                foreach (Lane a in junction.Lanes.Select(id => town.Lanes[id]))
                {
                    foreach (Lane b in junction.Lanes.Select(id => town.Lanes[id]).Where(b => b.Id > a.Id && b.Predecessors[0] != a.Predecessors[0]))
                    {
                        bool near = a.Centre.Points.Any(p => b.Centre.Points.Any(q => (p - q).Length < 1.5));
                        Assert.True(!near || a.Conflicts.Any(c => c.Lane == b.Id), $"Lanes {a.Id} and {b.Id} of town {town.Seed} come close without a conflict.");
                    }
                }
            }
        }
    }

    [Fact]
    public void A_left_turn_gives_way_to_oncoming_traffic_on_the_same_road()
    {
        int seen = 0;
        foreach (Town town in TownBatch.All.Where(town => !town.Style.LeftHandTraffic))
        {
            foreach (Lane lane in town.Lanes.Where(lane => lane.Turn == Turn.Left))
            {
                foreach (LaneConflict conflict in lane.Conflicts)
                {
                    Lane other = town.Lanes[conflict.Lane];
                    double between = Math.Abs(Angles.Difference(other.Centre.Heading(0), lane.Centre.Heading(0)));
                    bool mainRoad = lane.Conflicts.Where(c => Math.Abs(Angles.Difference(town.Lanes[c.Lane].Centre.Heading(0), lane.Centre.Heading(0))) is > 0.9 and < 2.2).All(c => !c.GivesWay);
                    if (other.Turn == Turn.Straight && between > 2.9 && mainRoad)
                    {
                        Assert.True(conflict.GivesWay, $"Lane {lane.Id} of town {town.Seed} turns left and does not give way to {other.Id}.");
                        seen++;
                    }
                }
            }
        }
        Assert.True(seen > 10);
    }
}
