using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using VoxPilot.World.Meshes;

namespace VoxPilot.World.Sensors;

/// <summary>Triangles that rays find fast: those of a town, in the town's frame, or of one mesh in its own.</summary>
internal sealed class TriangleTree
{
    /// <summary>Corners lie this far (in shares of the triangle) outside, so that no ray slips through an edge.</summary>
    public const float Overlap = 1e-5f;

    private readonly BoundsTree tree;
    private readonly Corner[] corners;
    private readonly int[] triangles;
    private readonly int[] instances;

    private TriangleTree(Corner[] corners, int[] triangles, int[] instances)
    {
        Bounds[] boxes = new Bounds[corners.Length];
        for (int i = 0; i < boxes.Length; i++)
        {
            boxes[i] = Bounds.Of(corners[i].A, corners[i].B, corners[i].C);
        }
        tree = BoundsTree.Build(boxes, out int[] order);
        this.corners = Array.ConvertAll(order, i => corners[i]);
        this.triangles = Array.ConvertAll(order, i => triangles[i]);
        this.instances = Array.ConvertAll(order, i => instances[i]);
    }

    /// <summary>Number of triangles.</summary>
    public int Count => corners.Length;

    /// <summary>The box around everything.</summary>
    public Bounds Bounds => tree.Bounds;

    /// <summary>The tree of a mesh, in its own frame.</summary>
    public static TriangleTree Of(Mesh mesh) => Of([new(mesh, new(Vector3.Zero, 0), [])]);

    /// <summary>The tree of things that stand, in the town's frame.</summary>
    public static TriangleTree Of(IReadOnlyList<MeshInstance> things)
    {
        int count = things.Sum(thing => thing.Mesh.TriangleCount), at = 0;
        Corner[] corners = new Corner[count];
        int[] triangles = new int[count], instances = new int[count];
        for (int i = 0; i < things.Count; i++)
        {
            (Mesh mesh, Placement place) = (things[i].Mesh, things[i].Place);
            for (int t = 0; t < mesh.TriangleCount; t++, at++)
            {
                Vector3 a = place.ToTown(mesh.Positions[mesh.Indices[3 * t]]);
                Vector3 b = place.ToTown(mesh.Positions[mesh.Indices[3 * t + 1]]), c = place.ToTown(mesh.Positions[mesh.Indices[3 * t + 2]]);
                corners[at] = new(a, b, c);
                triangles[at] = t;
                instances[at] = i;
            }
        }
        return new(corners, triangles, instances);
    }

    /// <summary>Number of a triangle in its mesh.</summary>
    public int TriangleOf(int index) => triangles[index];

    /// <summary>Which of the things a triangle belongs to.</summary>
    public int InstanceOf(int index) => instances[index];

    /// <summary>The corners of a triangle.</summary>
    public ref readonly Corner this[int index] => ref corners[index];

    /// <summary>Shortens each ray to the nearest triangle before its limit.</summary>
    [SkipLocalsInit]
    public void Cast(ref RayPacket rays)
    {
        ReadOnlySpan<BoundsTree.Node> nodes = tree.Nodes;
        Span<int> stack = stackalloc int[BoundsTree.MaximumDepth];
        Vector256<float> inverseX = RayPacket.Inverse(rays.X), inverseY = RayPacket.Inverse(rays.Y), inverseZ = RayPacket.Inverse(rays.Z);
        int backwards = (rays.X.GetElement(0) < 0 ? 1 : 0) | (rays.Y.GetElement(0) < 0 ? 2 : 0) | (rays.Z.GetElement(0) < 0 ? 4 : 0);
        int depth = 0, at = 0;
        while (true)
        {
            ref readonly BoundsTree.Node node = ref nodes[at];
            if (MeetsAny(node, rays, inverseX, inverseY, inverseZ))
            {
                if (node.Count < 0)
                {
                    // The child that the rays come to first is taken first.
                    bool swap = (backwards >> ~node.Count & 1) != 0;
                    stack[depth++] = swap ? at + 1 : node.Link;
                    at = swap ? node.Link : at + 1;
                    continue;
                }
                for (int i = node.Link; i < node.Link + node.Count; i++)
                {
                    Meet(ref rays, corners[i], i);
                }
            }
            if (depth == 0)
            {
                return;
            }
            at = stack[--depth];
        }
    }

    /// <summary>Adds the numbers of all triangles whose box meets a region.</summary>
    public void Collect(in Bounds region, List<int> found)
    {
        ReadOnlySpan<BoundsTree.Node> nodes = tree.Nodes;
        Span<int> stack = stackalloc int[BoundsTree.MaximumDepth];
        int depth = 0;
        stack[depth++] = 0;
        while (depth > 0)
        {
            int at = stack[--depth];
            ref readonly BoundsTree.Node node = ref nodes[at];
            if (!region.Meets(new(node.Low, node.High)))
            {
                continue;
            }
            if (node.Count < 0)
            {
                stack[depth++] = node.Link;
                stack[depth++] = at + 1;
                continue;
            }
            for (int i = node.Link; i < node.Link + node.Count; i++)
            {
                found.Add(i);
            }
        }
    }

    /// <summary>True if any of the rays meets the box of a node before its limit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MeetsAny(in BoundsTree.Node node, in RayPacket rays, Vector256<float> inverseX, Vector256<float> inverseY, Vector256<float> inverseZ)
    {
        Vector256<float> x1 = (Vector256.Create(node.Low.X) - rays.OriginX) * inverseX, x2 = (Vector256.Create(node.High.X) - rays.OriginX) * inverseX;
        Vector256<float> y1 = (Vector256.Create(node.Low.Y) - rays.OriginY) * inverseY, y2 = (Vector256.Create(node.High.Y) - rays.OriginY) * inverseY;
        Vector256<float> z1 = (Vector256.Create(node.Low.Z) - rays.OriginZ) * inverseZ, z2 = (Vector256.Create(node.High.Z) - rays.OriginZ) * inverseZ;
        Vector256<float> enter = Vector256.MaxNative(
            Vector256.MaxNative(Vector256.MinNative(x1, x2), Vector256.MinNative(y1, y2)),
            Vector256.MaxNative(Vector256.MinNative(z1, z2), Vector256<float>.Zero));
        Vector256<float> leave = Vector256.MinNative(
            Vector256.MinNative(Vector256.MaxNative(x1, x2), Vector256.MaxNative(y1, y2)), Vector256.MaxNative(z1, z2));
        // Rounding must not lose what lies on a face: three roundings of half a unit each way.
        leave = Vector256.MinNative(leave * Vector256.Create(1.0000005f), rays.Limit);
        return Vector256.LessThanOrEqualAny(enter, leave);
    }

    // Möller and Trumbore, "Fast, minimum storage ray/triangle intersection", 1997; both sides count.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Meet(ref RayPacket rays, in Corner corner, int index)
    {
        Vector3 e1 = corner.B - corner.A, e2 = corner.C - corner.A;
        Vector256<float> ax = Vector256.Create(e1.X), ay = Vector256.Create(e1.Y), az = Vector256.Create(e1.Z);
        Vector256<float> bx = Vector256.Create(e2.X), by = Vector256.Create(e2.Y), bz = Vector256.Create(e2.Z);
        Vector256<float> px = rays.Y * bz - rays.Z * by, py = rays.Z * bx - rays.X * bz, pz = rays.X * by - rays.Y * bx;
        Vector256<float> inverse = Vector256<float>.One / (ax * px + ay * py + az * pz);
        Vector256<float> sx = rays.OriginX - Vector256.Create(corner.A.X), sy = rays.OriginY - Vector256.Create(corner.A.Y), sz = rays.OriginZ - Vector256.Create(corner.A.Z);
        Vector256<float> u = (sx * px + sy * py + sz * pz) * inverse;
        Vector256<float> qx = sy * az - sz * ay, qy = sz * ax - sx * az, qz = sx * ay - sy * ax;
        Vector256<float> v = (rays.X * qx + rays.Y * qy + rays.Z * qz) * inverse;
        Vector256<float> t = (bx * qx + by * qy + bz * qz) * inverse;
        Vector256<float> low = Vector256.Create(-Overlap);
        Vector256<float> hit = Vector256.GreaterThanOrEqual(u, low) & Vector256.GreaterThanOrEqual(v, low) & Vector256.LessThanOrEqual(u + v, Vector256.Create(1 + Overlap))
            & Vector256.GreaterThan(t, Vector256<float>.Zero) & Vector256.LessThan(t, rays.Limit);
        rays.Limit = Vector256.ConditionalSelect(hit, t, rays.Limit);
        rays.Triangle = Vector256.ConditionalSelect(hit.AsInt32(), Vector256.Create(index), rays.Triangle);
    }

    /// <summary>The corners of a triangle.</summary>
    internal readonly record struct Corner(Vector3 A, Vector3 B, Vector3 C);
}
