using System.Numerics;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Tests.Meshes;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Surfaces;

public sealed class SurfaceTests
{
    [Fact]
    public void Looks_of_everything_in_a_town_are_finite_and_physical()
    {
        RandomStream random = new(6);
        foreach (MeshInstance instance in SmallTown.Styles.SelectMany(style => TownMeshes.Create(SmallTown.Create(style))))
        {
            Check(instance, random, 12);
        }
    }

    [Fact]
    public void Looks_of_every_agent_are_finite_and_physical()
    {
        RandomStream random = new(7);
        foreach (AgentKind kind in Enum.GetValues<AgentKind>())
        {
            foreach (AgentModel model in AgentMeshesTests.Models(kind, kind.IsCycle()))
            {
                Check(AgentMeshesTests.Poses(model)[0], random, 400);
            }
        }
    }

    [Fact]
    public void Ground_seen_from_afar_has_the_mean_colour_of_ground_seen_close_by()
    {
        RandomStream random = new(8);
        foreach (TownStyle style in SmallTown.Styles)
        {
            GroundPalette palette = new(style);
            foreach (Surface surface in (Surface[])[palette.Terrain, palette.White, .. Enum.GetValues<GroundMaterial>().Select(palette.Of)])
            {
                Vector3 near = default, far = default;
                for (int i = 0; i < 3000; i++)
                {
                    Vector3 p = new(random.Between(-200f, 200f), random.Between(-200f, 200f), 0);
                    near += surface.At(new(p, p, Vector3.UnitZ, Vector3.UnitZ, 0.005f)).Color / 3000;
                    far += surface.At(new(p, p, Vector3.UnitZ, Vector3.UnitZ, 3)).Color / 3000;
                }
                Assert.InRange(near.Y / far.Y, 0.88f, 1.12f);
            }
        }
    }

    [Fact]
    public void A_front_seen_from_afar_is_as_bright_as_seen_close_by()
    {
        RandomStream random = new(9);
        foreach (Architecture kind in Enum.GetValues<Architecture>())
        {
            Building building = new(new(new(0, 0), 0, 14, 10), 4, 3, RoofKind.Flat, false, kind, 5);
            HouseStyle style = HouseStyle.Of(building);
            Surface walls = kind switch { Architecture.Modern => new GlassFront(style), Architecture.Industrial => new SheetHall(style), _ => new HouseWalls(style) };
            float near = 0, far = 0;
            for (int i = 0; i < 4000; i++)
            {
                Vector3 p = new(random.Between(-7f, 7f), 5, random.Between(0f, 12f));
                near += walls.At(new(p, p, Vector3.UnitY, Vector3.UnitY, 0.005f)).Color.Y;
                far += walls.At(new(p, p, Vector3.UnitY, Vector3.UnitY, 0.6f)).Color.Y;
            }
            Assert.InRange(near / far, 0.85f, 1.15f);
        }
    }

    [Fact]
    public void A_cone_is_orange_and_white_and_a_vest_orange()
    {
        Surface cone = new ConeStripes(0.7f);
        Vector3 orange = cone.At(At(new(0.1f, 0, 0.2f))).Color, white = cone.At(At(new(0.1f, 0, 0.35f))).Color;
        Assert.True(orange.X > 3 * orange.Y && orange.Y > orange.Z);
        Assert.True(white.Z > 0.8f * white.X);
        Vector3 vest = new WorkVest().At(At(new(0.1f, 0, 1.19f))).Color;
        Assert.True(vest.X > 3 * vest.Y);
    }

    private static SurfacePoint At(Vector3 p) => new(p, p, Vector3.UnitX, Vector3.UnitX, 0.005f);

    private static void Check(MeshInstance instance, RandomStream random, int points)
    {
        Mesh mesh = instance.Mesh;
        for (int i = 0; i < points; i++)
        {
            int t = random.Index(mesh.TriangleCount);
            (Vector3 a, Vector3 b, Vector3 c) = MeshChecks.Corners(mesh, t);
            float u = random.Between(0f, 1f), v = random.Between(0f, 1f - u);
            Vector3 local = a + u * (b - a) + v * (c - a), normal = mesh.Normals[mesh.Indices[3 * t]];
            float blur = 0.002f * (float)Elementary.Exp(random.Between(0.0, 8.0));
            Surface surface = instance.Surfaces[mesh.Parts[t]];
            Look look = surface.At(new(instance.Place.ToTown(local), local, normal, instance.Place.Turn(normal), blur));
            string what = surface.GetType().Name;
            Assert.True(Within(look.Color, 1.2f) && Within(look.Glow, 2), $"{what}: colour {look.Color}, glow {look.Glow}");
            Assert.True(look.Mirror is >= 0 and <= 1 && look.Open is >= 0 and <= 1.001f && look.Through is >= 0 and <= 1 && float.IsFinite(look.Polish), what);
        }
    }

    private static bool Within(Vector3 v, float most) => v.X >= 0 && v.Y >= 0 && v.Z >= 0 && v.X <= most && v.Y <= most && v.Z <= most;
}
