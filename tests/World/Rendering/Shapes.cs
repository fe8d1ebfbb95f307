using System.Numerics;
using VoxPilot.Core;
using VoxPilot.World.Meshes;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Tests.Rendering;

/// <summary>Meshes for tests.</summary>
internal static class Shapes
{
    /// <summary>One triangle with a flat normal.</summary>
    public static Mesh Triangle(Vector3 a, Vector3 b, Vector3 c, OccupancyClass label = OccupancyClass.Manmade)
    {
        Vector3 n = Vector3.Normalize(Vector3.Cross(b - a, c - a));
        return new() { Positions = [a, b, c], Normals = [n, n, n], Indices = [0, 1, 2], Parts = [0], Classes = [label] };
    }

    /// <summary>A box between two corners.</summary>
    public static Mesh Box(Vector3 low, Vector3 high, OccupancyClass label)
    {
        List<Vector3> positions = [], normals = [];
        List<int> indices = [];
        for (int axis = 0; axis < 3; axis++)
        {
            for (int side = 0; side < 2; side++)
            {
                Vector3 n = Vector3.Zero;
                n[axis] = 2 * side - 1;
                int first = positions.Count, u = (axis + 1) % 3, v = (axis + 2) % 3;
                for (int i = 0; i < 4; i++)
                {
                    Vector3 p = Vector3.Zero;
                    p[axis] = side == 0 ? low[axis] : high[axis];
                    p[u] = i is 1 or 2 ? high[u] : low[u];
                    p[v] = i >= 2 ? high[v] : low[v];
                    positions.Add(p);
                    normals.Add(n);
                }
                indices.AddRange(side == 1
                    ? [first, first + 1, first + 2, first, first + 2, first + 3]
                    : [first, first + 2, first + 1, first, first + 3, first + 2]);
            }
        }
        return new() { Positions = [.. positions], Normals = [.. normals], Indices = [.. indices], Parts = new byte[12], Classes = [label] };
    }

    /// <summary>A square of ground at z = 0.</summary>
    public static Mesh Ground(float reach) => new()
    {
        Positions = [new(-reach, -reach, 0), new(reach, -reach, 0), new(reach, reach, 0), new(-reach, reach, 0)],
        Normals = [Vector3.UnitZ, Vector3.UnitZ, Vector3.UnitZ, Vector3.UnitZ],
        Indices = [0, 1, 2, 0, 2, 3],
        Parts = [0, 0],
        Classes = [OccupancyClass.DriveableSurface],
    };

    /// <summary>An instance of one colour.</summary>
    public static MeshInstance At(Mesh mesh, Vector3 position, double yaw, Vector3 color, int agent = -1) => new(mesh, new(position, yaw), [new Plain(color, stains: 0)], agent);
}
