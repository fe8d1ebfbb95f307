using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Tests.Towns;

public sealed class GroundIndexTests
{
    [Fact]
    public void The_index_finds_the_last_area_that_contains_a_place()
    {
        foreach (Town town in TownBatch.All.Take(4))
        {
            RandomStream random = new(town.Seed);
            for (int i = 0; i < 3000; i++)
            {
                Vector2D p = new(random.Between(town.Low.X - 5, town.High.X + 5), random.Between(town.Low.Y - 5, town.High.Y + 5));
                Assert.Same(town.Ground.LastOrDefault(area => area.Contains(p)), town.Covering(p));
            }
        }
    }
}
