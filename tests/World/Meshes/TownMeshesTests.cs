using System.Numerics;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Tests.Meshes;

public sealed class TownMeshesTests
{
    [Fact]
    public void From_above_a_small_town_shows_the_ground_that_it_declares() => ShowsItsGround(SmallTown.Create(SmallTown.Styles[0]), 6000, 0.002);

    [Fact]
    public void From_above_a_made_town_shows_the_ground_that_it_declares() => ShowsItsGround(TownGenerator.Create(21), 4000, 0.004);

    [Fact]
    public void Every_mesh_of_every_style_is_sound_and_small_enough_to_be_culled()
    {
        foreach (TownStyle style in SmallTown.Styles)
        {
            foreach (MeshInstance instance in TownMeshes.Create(SmallTown.Create(style)))
            {
                Assert.Equal(-1, instance.Agent);
                MeshChecks.Sound(instance.Mesh, instance.Surfaces.Length);
                (Vector3 low, Vector3 high) = (instance.Mesh.Positions.Aggregate(Vector3.Min), instance.Mesh.Positions.Aggregate(Vector3.Max));
                Assert.InRange(Math.Max(high.X - low.X, high.Y - low.Y), 0, 73);
            }
        }
    }

    [Theory]
    [InlineData(OccupancyClass.Manmade, 180)]
    [InlineData(OccupancyClass.Vegetation, 170)]
    public void Things_keep_to_their_budget_of_triangles(OccupancyClass label, int most)
    {
        foreach (MeshInstance instance in TownMeshes.Create(SmallTown.Create(SmallTown.Styles[1])).Where(i => i.Mesh.Classes.All(c => c == label)))
        {
            Assert.InRange(instance.Mesh.TriangleCount, 1, most);
        }
    }

    [Fact]
    public void The_same_town_gives_the_same_bytes()
    {
        Town town = SmallTown.Create(SmallTown.Styles[3]);
        (IReadOnlyList<MeshInstance> a, IReadOnlyList<MeshInstance> b) = (TownMeshes.Create(town), TownMeshes.Create(town));
        Assert.Equal(a.Count, b.Count);
        for (int i = 0; i < a.Count; i++)
        {
            Assert.Equal(a[i].Place.Position, b[i].Place.Position);
            Assert.Equal(a[i].Mesh.Positions, b[i].Mesh.Positions);
            Assert.Equal(a[i].Mesh.Normals, b[i].Mesh.Normals);
            Assert.Equal(a[i].Mesh.Indices, b[i].Mesh.Indices);
        }
    }

    [Fact]
    public void Beyond_the_town_the_ground_goes_on()
    {
        Town town = SmallTown.Create(SmallTown.Styles[0]);
        Ground ground = new(TownMeshes.Create(town));
        RandomStream random = new(5);
        for (int i = 0; i < 500; i++)
        {
            Vector2D p = new(random.Between(town.Low.X - 150, town.High.X + 150), random.Between(town.Low.Y - 150, town.High.Y + 150));
            Assert.NotNull(ground.At(p));
        }
    }

    // Terrain that pokes through a carriageway, a hole, or an area that hides a later one would show here.
    private static void ShowsItsGround(Town town, int count, double mistakes)
    {
        Ground ground = new(TownMeshes.Create(town));
        RandomStream random = new(9);
        int wrong = 0;
        string example = "";
        for (int i = 0; i < count; i++)
        {
            Vector2D p = new(random.Between(town.Low.X, town.High.X), random.Between(town.Low.Y, town.High.Y));
            (float Height, OccupancyClass Label)? seen = ground.At(p);
            Assert.NotNull(seen);
            OccupancyClass declared = town.GroundAt(p);
            double slack = declared == OccupancyClass.Terrain ? 0.25 : 0.02; // squares of 4 m follow mounds roughly
            if (seen.Value.Label != declared || Math.Abs(seen.Value.Height - town.HeightAt(p)) >= slack)
            {
                wrong++;
                example = $"({p.X:F2}, {p.Y:F2}) shows {seen}, declared {declared} at {town.HeightAt(p):F3}; {example}";
            }
        }
        Assert.True(wrong <= mistakes * count, $"{wrong} of {count} places are wrong: {example}");
    }

    private sealed class Ground
    {
        private const double Side = 24;

        private readonly Dictionary<(int, int), List<(Vector3 A, Vector3 B, Vector3 C, OccupancyClass Label)>> triangles = [];

        public Ground(IReadOnlyList<MeshInstance> town)
        {
            foreach (MeshInstance instance in town)
            {
                for (int t = 0; t < instance.Mesh.TriangleCount; t++)
                {
                    OccupancyClass label = instance.Mesh.Classes[instance.Mesh.Parts[t]];
                    if (label is OccupancyClass.Manmade or OccupancyClass.Vegetation)
                    {
                        continue;
                    }
                    (Vector3 a, Vector3 b, Vector3 c) = MeshChecks.Corners(instance.Mesh, t);
                    (a, b, c) = (instance.Place.ToTown(a), instance.Place.ToTown(b), instance.Place.ToTown(c));
                    if (Vectors.Cross(b - a, c - a).Z > 1e-7f)
                    {
                        Vector3 low = Vector3.Min(a, Vector3.Min(b, c)), high = Vector3.Max(a, Vector3.Max(b, c));
                        for (int x = Index(low.X); x <= Index(high.X); x++)
                        {
                            for (int y = Index(low.Y); y <= Index(high.Y); y++)
                            {
                                if (!triangles.TryGetValue((x, y), out var here))
                                {
                                    triangles.Add((x, y), here = []);
                                }
                                here.Add((a, b, c, label));
                            }
                        }
                    }
                }
            }
        }

        public (float Height, OccupancyClass Label)? At(Vector2D at)
        {
            Vector2 p = new((float)at.X, (float)at.Y);
            (float, OccupancyClass)? best = null;
            foreach ((Vector3 a, Vector3 b, Vector3 c, OccupancyClass label) in triangles.GetValueOrDefault((Index(p.X), Index(p.Y))) ?? [])
            {
                float u = Side2(b, c, p), v = Side2(c, a, p), w = Side2(a, b, p), all = u + v + w;
                if (u >= -1e-5f && v >= -1e-5f && w >= -1e-5f && all > 0)
                {
                    float z = (u * a.Z + v * b.Z + w * c.Z) / all;
                    best = best is null || z > best.Value.Item1 ? (z, label) : best;
                }
            }
            return best;
        }

        private static int Index(float x) => (int)Math.Floor(x / Side);

        private static float Side2(Vector3 a, Vector3 b, Vector2 p) => (b.X - a.X) * (p.Y - a.Y) - (b.Y - a.Y) * (p.X - a.X);
    }
}
