using VoxPilot.Core;
using VoxPilot.World.Meshes;
using VoxPilot.World.Rendering;
using VoxPilot.World.Tests.Sensors;
using VoxPilot.World.Towns;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Tests.Truth;

public sealed class AgentVisibilityTests
{
    private static readonly Mesh Car = Shapes.Box(new(-2, -0.9f, 0.2f), new(2, 0.9f, 1.5f), OccupancyClass.Car);

    [Theory]
    [InlineData(0, 0, 0.97, 1)] // no wall
    [InlineData(-9, 9, 0, 0)] // a wide wall
    [InlineData(-9, 0, 0.4, 0.6)] // a wall before one half
    [InlineData(0.3, 9, 0.5, 0.75)]
    public void What_a_wall_leaves_of_a_car_is_its_share(float low, float high, double least, double most)
    {
        MeshInstance car = Shapes.Put(Car, new(16, 0, 0), Math.PI / 2, 0);
        List<MeshInstance> standing = [Shapes.Put(Shapes.Plane(-80, -80, 80, 80, 0, OccupancyClass.DriveableSurface))];
        if (high > low)
        {
            // Before the car; its sight lines from the front camera at x = 1.7 m widen a little.
            standing.Add(Shapes.Put(Shapes.Box(new(14, low, 0), new(14.2f, high, 4), OccupancyClass.Manmade)));
        }
        Assert.InRange(Share(standing, car), least, most);
    }

    [Fact]
    public void Its_own_parts_do_not_hide_an_agent()
    {
        // Two boxes of one mesh, one behind the other.
        Mesh behind = Shapes.Box(new(-2, -0.9f, 0.2f), new(-1, 0.9f, 1.5f), OccupancyClass.Car), before = Shapes.Box(new(1, -0.9f, 0.2f), new(2, 0.9f, 1.5f), OccupancyClass.Car);
        Mesh both = behind with
        {
            Positions = [.. behind.Positions, .. before.Positions],
            Normals = [.. behind.Normals, .. before.Normals],
            Indices = [.. behind.Indices, .. before.Indices.Select(i => i + 8)],
            Parts = new byte[24],
        };
        Assert.InRange(Share([], Shapes.Put(both, new(16, 0, 0), 0, 0)), 0.99, 1);
    }

    [Fact]
    public void An_agent_outside_of_every_image_has_no_share() => Assert.Equal(0, Share([], Shapes.Put(Car, new(16, 0, 40), 0, 0)));

    private static double Share(List<MeshInstance> standing, MeshInstance agent)
    {
        Rig rig = NuScenesRig.Create(320);
        IReadOnlyList<CameraView> views = new FrameRenderer().Render(new(standing, Weather.Of(WeatherKind.Overcast, 0, 0.5)), [agent], rig, Shapes.AtOrigin, 1);
        return new AgentVisibility(rig, views, Shapes.AtOrigin).Share(0, new(agent.Mesh), agent.Place);
    }
}
