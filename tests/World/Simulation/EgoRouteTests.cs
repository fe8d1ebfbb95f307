using VoxPilot.World.Simulation;
using VoxPilot.World.Tests.Towns;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Simulation;

public sealed class EgoRouteTests
{
    [Fact]
    public void Routes_are_long_enough_connected_and_often_turn()
    {
        int turning = 0, count = 0;
        foreach (Town town in TownBatch.All)
        {
            LaneMap map = new(town);
            for (ulong i = 0; i < 10; i++)
            {
                (int[] route, double along) = EgoRoute.Draw(map, new(town.Seed, i), 400);
                Assert.Equal(route, EgoRoute.Draw(map, new(town.Seed, i), 400).Lanes);
                double length = route.Sum(lane => map.Tracks[lane].Length) - along, before = route.SkipLast(1).Sum(lane => map.Tracks[lane].Length) - along;
                Assert.True(length >= 400 - 1e-9 && before < 400 + 1e-9, $"A route of 400 m in town {town.Seed} has {length} m, {before} m without its last lane.");
                Assert.True(town.Lanes[route[0]].Junction < 0 && town.Lanes[route[0]].Centre.Length >= 30);
                Assert.All(route.Zip(route.Skip(1)), pair => Assert.Contains(pair.Second, town.Lanes[pair.First].Successors));
                turning += route.Any(lane => town.Lanes[lane].Turn is Turn.Left or Turn.Right) ? 1 : 0;
                count++;
            }
        }
        Assert.InRange(turning, 0.75 * count, count);
    }
}
