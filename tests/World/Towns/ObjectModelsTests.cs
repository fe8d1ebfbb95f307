using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Towns;

public sealed class ObjectModelsTests
{
    [Theory]
    [InlineData(AgentKind.Car, 4.1, 4.9, 1.74, 1.95, 1.4, 1.75)]
    [InlineData(AgentKind.Truck, 5.5, 9, 2.1, 2.5, 2.4, 3.5)]
    [InlineData(AgentKind.Bus, 10, 12, 2.5, 2.6, 3, 3.4)]
    [InlineData(AgentKind.Adult, 0.5, 0.8, 0.5, 0.8, 1.5, 1.9)]
    [InlineData(AgentKind.Barrier, 0.4, 0.6, 2.3, 2.7, 0.9, 1.1)]
    [InlineData(AgentKind.TrafficCone, 0.35, 0.45, 0.35, 0.45, 0.65, 0.85)]
    public void Measures_are_those_of_the_street(AgentKind kind, double shortest, double longest, double narrowest, double widest, double lowest, double highest)
    {
        RandomStream random = new(7);
        for (int i = 0; i < 200; i++)
        {
            AgentModel model = ObjectModels.Draw(kind, random);
            Assert.Equal(kind, model.Kind);
            Assert.InRange(model.Size.X, shortest, longest);
            Assert.InRange(model.Size.Y, narrowest, widest);
            Assert.InRange(model.Size.Z, lowest, highest);
        }
    }

    [Fact]
    public void A_cycle_with_its_rider_is_taller_and_only_cycles_are_ridden()
    {
        foreach (AgentKind kind in Enum.GetValues<AgentKind>())
        {
            AgentModel alone = ObjectModels.Draw(kind, new(5)), ridden = ObjectModels.Draw(kind, new(5), ridden: true);
            Assert.Equal(kind.IsCycle(), ridden.Ridden);
            Assert.Equal(kind.IsCycle(), ridden.Size.Z > alone.Size.Z);
        }
    }
}
