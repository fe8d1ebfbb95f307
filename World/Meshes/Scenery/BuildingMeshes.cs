using System.Numerics;
using VoxPilot.Core;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>Builds houses, office blocks and halls; windows, doors and shops are painted by their walls' surface.</summary>
internal static class BuildingMeshes
{
    private const float Parapet = 0.7f;

    private static readonly Surface Gravel = new Loose(Tint.Of(0x8C8A86), 0.3f), Brickwork = new Plain(Tint.Of(0x85503F), stains: 0.3f), Metal = new Plain(Tint.Of(0xA9ADB0), 0.06f, 60);
    private static readonly Surface[] Tiled =
    [
        new RoofTiles(Tint.Of(0x8A4A38), 0.3f), new RoofTiles(Tint.Of(0x5E646C), 0.25f), new RoofTiles(Tint.Of(0xA05A42), 0.3f), new RoofTiles(Tint.Of(0x5A4A42), 0.3f), new RoofTiles(Tint.Of(0x454A50), 0.25f),
    ];

    private static readonly Surface SheetRoof = new RoofTiles(Tint.Of(0x9AA2A6), 1.2f);

    /// <summary>A building as it stands in the town. Its walls reach half a metre into the ground.</summary>
    public static MeshInstance Instance(Building building)
    {
        RandomStream random = new(building.Seed, 0xB1);
        HouseStyle style = HouseStyle.Of(building);
        MeshBuilder mesh = new();
        Surface walls = building.Architecture switch { Architecture.Modern => new GlassFront(style), Architecture.Industrial => new SheetHall(style), _ => new HouseWalls(style) };
        mesh.Part(OccupancyClass.Manmade, walls);
        if (building.Roof == RoofKind.Flat)
        {
            Flat(mesh, style, random);
        }
        else
        {
            mesh.Box(new(-style.HalfLength, -style.HalfWidth, -0.5f), new(style.HalfLength, style.HalfWidth, style.Height));
            Pitched(mesh, style, building.Roof == RoofKind.Hip, walls, random);
        }
        Extras(mesh, style, random);
        Vector3 place = new((float)building.Plot.Centre.X, (float)building.Plot.Centre.Y, 0.15f);
        return new(mesh.Build(), new(place, building.Plot.Yaw), mesh.Surfaces);
    }

    private static void Flat(MeshBuilder mesh, HouseStyle style, RandomStream random)
    {
        float inset = 0.3f, top = style.Height + Parapet;
        Vector3[] Ring(float shrink, float z) =>
            [new(shrink - style.HalfLength, shrink - style.HalfWidth, z), new(style.HalfLength - shrink, shrink - style.HalfWidth, z), new(style.HalfLength - shrink, style.HalfWidth - shrink, z), new(shrink - style.HalfLength, style.HalfWidth - shrink, z)];
        mesh.Loft(MeshBuilder.Flat, Ring(0, -0.5f), Ring(0, top - 0.12f));
        mesh.Part(OccupancyClass.Manmade, new Plain(style.Architecture == Architecture.OldTown ? style.Trim * 0.9f : style.Wall * 0.8f, stains: 0.2f));
        mesh.Loft(MeshBuilder.Flat, Ring(-0.08f, top - 0.12f), Ring(-0.08f, top), Ring(inset, top), Ring(inset, top - 0.45f));
        mesh.Part(OccupancyClass.Manmade, Gravel);
        mesh.Loft(MeshBuilder.Flat, Ring(inset, top - 0.46f), Ring(inset, top - 0.44f));
        mesh.Part(OccupancyClass.Manmade, Metal);
        for (int i = random.Index(3); i > 0; i--)
        {
            float x = random.Between(-0.6f, 0.6f) * style.HalfLength, y = random.Between(-0.6f, 0.6f) * style.HalfWidth;
            mesh.Box(new(x - 1, y - 0.8f, top - 0.45f), new(x + 1, y + 0.8f, top + random.Between(0.6f, 1.6f)));
        }
    }

    private static void Pitched(MeshBuilder mesh, HouseStyle style, bool hip, Surface walls, RandomStream random)
    {
        bool hall = style.Architecture == Architecture.Industrial;
        (float length, float width, float eaves) = (style.HalfLength, style.HalfWidth, style.Height);
        float over = hall ? 0.15f : 0.4f, rise = hall ? Math.Min(0.22f * width, 2.5f) : random.Between(0.65f, 0.95f) * Math.Min(width, 5.5f), drop = over * rise / width;
        float ridge = hip ? Math.Max(0.1f, length - 0.9f * Math.Min(width, length)) : length + over;
        if (!hip)
        {
            mesh.Solid(MeshBuilder.Flat); // gable ends
            mesh.Triangle(new(length, -width, eaves), new(length, width, eaves), new(length, 0, eaves + rise));
            mesh.Triangle(new(-length, width, eaves), new(-length, -width, eaves), new(-length, 0, eaves + rise));
        }
        mesh.Part(OccupancyClass.Manmade, hall ? SheetRoof : random.Pick(Tiled));
        Vector3[] low = [new(-length - over, -width - over, eaves - drop), new(length + over, -width - over, eaves - drop), new(length + over, width + over, eaves - drop), new(-length - over, width + over, eaves - drop)];
        Vector3 a = new(-ridge, 0, eaves + rise), b = new(ridge, 0, eaves + rise), thick = new(0, 0, 0.16f);
        if (hip)
        {
            mesh.Loft(MeshBuilder.Flat, low, [.. low.Select(p => p + thick)], [a, b, b, a]);
        }
        else
        {
            // Two boards.
            mesh.Solid(MeshBuilder.Flat);
            foreach ((Vector3 p, Vector3 q, Vector3 r, Vector3 s) in ((Vector3, Vector3, Vector3, Vector3)[])[(low[0], low[1], b, a), (low[2], low[3], a, b)])
            {
                mesh.Polygon(p + thick, q + thick, r + thick, s + thick);
                mesh.Polygon(s, r, q, p);
                mesh.Polygon(p, q, q + thick, p + thick);
                mesh.Polygon(q, r, r + thick, q + thick);
                mesh.Polygon(s, p, p + thick, s + thick);
            }
        }
        if (!hall)
        {
            mesh.Part(OccupancyClass.Manmade, Brickwork);
            float x = random.Between(-0.6f, 0.6f) * (hip ? ridge : length), y = random.Between(-0.3f, 0.3f) * width;
            mesh.Box(new(x - 0.35f, y - 0.3f, eaves), new(x + 0.35f, y + 0.3f, eaves + rise + 0.8f));
        }
    }

    private static void Extras(MeshBuilder mesh, HouseStyle style, RandomStream random)
    {
        (float length, float width, float floor) = (style.HalfLength, style.HalfWidth, style.FloorHeight);
        switch (style.Architecture)
        {
            case Architecture.OldTown:
                mesh.Part(OccupancyClass.Manmade, new Plain(style.Trim * 0.92f, stains: 0.2f));
                mesh.Box(new(-length, width - 0.1f, style.Height - 0.35f), new(length, width + 0.30f, style.Height - 0.02f));
                if (style.Shop && random.Chance(0.6))
                {
                    mesh.Part(OccupancyClass.Manmade, new Cloth(style.Accent * 1.5f));
                    Vector2[] side = [new(width, floor - 0.95f), new(width + 1.1f, floor - 1.40f), new(width + 1.1f, floor - 1.18f), new(width, floor - 0.75f)];
                    mesh.Loft(MeshBuilder.Flat, [.. side.Select(p => new Vector3(0.5f - length, p.X, p.Y))], [.. side.Select(p => new Vector3(length - 0.5f, p.X, p.Y))]);
                }
                break;
            case Architecture.Suburb:
                int bays = Math.Max(1, (int)MathF.Round(2 * length / style.Bay));
                float door = length - (style.Seed % bays + 0.5f) * 2 * length / bays;
                mesh.Part(OccupancyClass.Manmade, new Plain(style.Trim * 0.85f));
                mesh.Box(new(door - 1, width, 2.62f), new(door + 1, width + 1.0f, 2.76f));
                mesh.Box(new(door - 0.9f, width, -0.2f), new(door + 0.9f, width + 1.0f, 0.12f));
                break;
            case Architecture.Modern when !style.Shop && random.Chance(0.5):
                mesh.Part(OccupancyClass.Manmade, new Plain(style.Wall * 0.9f, stains: 0.15f));
                float half = random.Between(0.25f, 0.7f) * length;
                for (float z = floor; z < style.Height - 1 && z < 9 * floor; z += floor)
                {
                    mesh.Box(new(-half, width, z - 0.12f), new(half, width + 1.3f, z + 0.95f));
                }
                break;
            case Architecture.Modern:
                mesh.Part(OccupancyClass.Manmade, new Plain(style.Trim));
                mesh.Box(new(-0.3f * length, width, floor - 0.75f), new(0.3f * length, width + 1.6f, floor - 0.55f));
                break;
            default:
                mesh.Part(OccupancyClass.Manmade, new Plain(style.Trim));
                mesh.Box(new(-0.8f * length, width, Math.Min(4.6f, 0.7f * style.Height)), new(0.8f * length, width + 1.2f, Math.Min(4.6f, 0.7f * style.Height) + 0.15f));
                break;
        }
    }
}
