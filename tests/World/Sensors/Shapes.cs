using System.Numerics;

using VoxPilot.Core;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Sensors;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Sensors;

/// <summary>Simple things to look at.</summary>
internal static class Shapes
{
    private static readonly int[] BoxCorners =
    [
        0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5,
    ];

    /// <summary>Our own car at the origin.</summary>
    public static EgoMotion AtOrigin => new() { Position = new(0, 0), Yaw = 0 };

    public static Mesh Box(Vector3 low, Vector3 high, OccupancyClass label) => Of(
        [.. Enumerable.Range(0, 8).Select(i => new Vector3((i & 1) == 0 ? low.X : high.X, (i & 2) == 0 ? low.Y : high.Y, (i & 4) == 0 ? low.Z : high.Z))], BoxCorners, label);

    /// <summary>A level rectangle.</summary>
    public static Mesh Plane(float lowX, float lowY, float highX, float highY, float z, OccupancyClass label) =>
        Of([new(lowX, lowY, z), new(highX, lowY, z), new(highX, highY, z), new(lowX, highY, z)], [0, 1, 2, 0, 2, 3], label);

    public static Mesh Of(Vector3[] positions, int[] indices, OccupancyClass label) => new()
    {
        Positions = positions,
        Normals = [.. positions.Select(_ => Vector3.UnitZ)],
        Indices = indices,
        Parts = new byte[indices.Length / 3],
        Classes = [label],
    };

    public static MeshInstance Put(Mesh mesh, Vector3 position = default, double yaw = 0, int agent = -1) =>
        new(mesh, new(position, yaw), [.. mesh.Classes.Select(_ => new Grey())], agent);

    public static RayScene Scene(IReadOnlyList<MeshInstance> standing, params MeshInstance[] moving) =>
        new(TriangleTree.Of(standing), standing, [.. moving.Select(thing => (thing, TriangleTree.Of(thing.Mesh)))]);

    /// <summary>Triangles of all sizes anywhere in a cube of 20 m.</summary>
    public static Mesh Shards(RandomStream random, int count)
    {
        Vector3 Somewhere(double reach) => new((float)random.Between(-reach, reach), (float)random.Between(-reach, reach), (float)random.Between(-reach, reach));
        List<Vector3> positions = [];
        for (int i = 0; i < count; i++)
        {
            Vector3 middle = Somewhere(10);
            double size = random.Chance(0.1) ? 6 : 0.6;
            positions.AddRange([middle + Somewhere(size), middle + Somewhere(size), middle + Somewhere(size)]);
        }
        return Of([.. positions], [.. Enumerable.Range(0, positions.Count)], OccupancyClass.Manmade);
    }

    public static Vector3 Direction(RandomStream random)
    {
        while (true)
        {
            Vector3 d = new((float)random.Between(-1.0, 1), (float)random.Between(-1.0, 1), (float)random.Between(-1.0, 1));
            if (d.Length() is > 0.1f and < 1)
            {
                return d / d.Length();
            }
        }
    }

    /// <summary>Grey without grain.</summary>
    private sealed class Grey : Surface
    {
        public override Look At(in SurfacePoint p) => new(new(0.4f));
    }
}
