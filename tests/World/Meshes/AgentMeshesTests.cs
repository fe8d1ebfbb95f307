using System.Numerics;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Meshes;

public sealed class AgentMeshesTests
{
    public static TheoryData<AgentKind, bool> Kinds => new(Enum.GetValues<AgentKind>().SelectMany(kind => kind.IsCycle() ? new[] { (kind, false), (kind, true) } : [(kind, false)]));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Shapes_lie_within_their_box_and_touch_its_faces(AgentKind kind, bool ridden)
    {
        foreach (AgentModel model in Models(kind, ridden))
        {
            Vector3 half = new((float)model.Size.X / 2, (float)model.Size.Y / 2, (float)model.Size.Z), low = new(9), high = new(-9);
            foreach (MeshInstance instance in Poses(model))
            {
                foreach (Vector3 p in instance.Mesh.Positions)
                {
                    (low, high) = (Vector3.Min(low, p), Vector3.Max(high, p));
                }
            }
            Assert.True(low.X >= -half.X && low.Y >= -half.Y && low.Z >= 0, $"{kind} {model.Seed} reaches out of its box: {low}");
            Assert.True(high.X <= half.X && high.Y <= half.Y && high.Z <= half.Z, $"{kind} {model.Seed} reaches out of its box: {high}");
            // Legs swing: a stride fills the length in its widest pose only.
            float slack = kind.IsPerson() || kind == AgentKind.Animal ? 0.08f : 1e-4f;
            Assert.InRange(low.X + half.X, 0, slack);
            Assert.InRange(half.X - high.X, 0, slack);
            Assert.InRange(Math.Max(low.Y + half.Y, half.Y - high.Y), 0, 1e-4f);
            Assert.InRange(Math.Max(low.Z, half.Z - high.Z), 0, 1e-4f);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Shapes_are_closed_and_face_outwards(AgentKind kind, bool ridden)
    {
        foreach (AgentModel model in Models(kind, ridden))
        {
            foreach (MeshInstance instance in Poses(model))
            {
                MeshChecks.Sound(instance.Mesh, instance.Surfaces.Length);
                MeshChecks.ClosedAndOutward(instance.Mesh, $"{kind} {model.Seed}");
                Assert.All(instance.Mesh.Classes, label => Assert.Equal(kind.Class(), label));
            }
        }
    }

    [Theory]
    [InlineData(AgentKind.Car, 260)]
    [InlineData(AgentKind.Adult, 280)]
    [InlineData(AgentKind.Truck, 360)]
    [InlineData(AgentKind.Bus, 300)]
    [InlineData(AgentKind.TrafficCone, 100)]
    [InlineData(AgentKind.Barrier, 100)]
    public void Shapes_keep_to_their_budget_of_triangles(AgentKind kind, int most) =>
        Assert.All(Models(kind, false), model => Assert.InRange(Poses(model)[0].Mesh.TriangleCount, 30, most));

    [Fact]
    public void A_mesh_is_built_once_and_brake_lights_change_only_its_looks()
    {
        AgentMeshes meshes = new();
        AgentModel car = Models(AgentKind.Car, false)[0];
        AgentState rolling = State(0, 8), braking = rolling with { Acceleration = -3 };
        MeshInstance a = meshes.Instance(car, rolling, 3), b = meshes.Instance(car, braking, 3);
        Assert.Same(a.Mesh, b.Mesh);
        Assert.Same(a.Surfaces, meshes.Instance(car, rolling, 3).Surfaces);
        Assert.Equal(3, b.Agent);
        Vector3 lamp = new((float)-car.Size.X / 2, (float)car.Size.Y / 2 - 0.2f, 0.53f * (float)car.Size.Z);
        SurfacePoint point = new(lamp, lamp, -Vector3.UnitX, -Vector3.UnitX, 0.01f);
        Assert.True(b.Surfaces[0].At(point).Glow.X > a.Surfaces[0].At(point).Glow.X + 0.5f);
        Assert.True(b.Surfaces[0].At(point).Color.X > 4 * b.Surfaces[0].At(point).Color.Y);
    }

    [Fact]
    public void People_stride_as_they_travel_and_stand_still_when_they_stand()
    {
        AgentMeshes meshes = new();
        AgentModel person = Models(AgentKind.Adult, false)[0];
        HashSet<Mesh> walking = [.. Enumerable.Range(0, 40).Select(i => meshes.Instance(person, State(0.05 * i, 1.4), 0).Mesh)];
        HashSet<Mesh> standing = [.. Enumerable.Range(0, 40).Select(i => meshes.Instance(person, State(0.05 * i, 0), 0).Mesh)];
        Assert.Equal(AgentMeshes.Phases, walking.Count);
        Assert.Single(standing);
    }

    [Fact]
    public void Two_objects_build_the_same_bytes()
    {
        foreach (AgentKind kind in Enum.GetValues<AgentKind>())
        {
            AgentModel model = Models(kind, false)[1];
            Mesh a = new AgentMeshes().Instance(model, State(1, 1), 0).Mesh, b = new AgentMeshes().Instance(model, State(1, 1), 0).Mesh;
            Assert.Equal(a.Positions, b.Positions);
            Assert.Equal(a.Normals, b.Normals);
            Assert.Equal(a.Indices, b.Indices);
            Assert.Equal(a.Parts, b.Parts);
        }
    }

    internal static AgentModel[] Models(AgentKind kind, bool ridden) => [.. Enumerable.Range(0, 8).Select(i => ObjectModels.Draw(kind, new RandomStream((ulong)i, 77), ridden) with { Seed = (ulong)(i * 5 + i / 2) })];

    internal static MeshInstance[] Poses(AgentModel model)
    {
        AgentMeshes meshes = new();
        return [meshes.Instance(model, State(0, 0), 0), .. Enumerable.Range(0, AgentMeshes.Phases).Select(i => meshes.Instance(model, State(i * 0.13, 1.4), 0)).DistinctBy(i => i.Mesh)];
    }

    private static AgentState State(double travelled, double speed) => new() { Agent = 0, Position = new Vector3D(3, 4, 0.15), Yaw = 0.4, Speed = speed, Travelled = travelled };
}
