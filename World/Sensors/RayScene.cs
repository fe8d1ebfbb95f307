using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using VoxPilot.World.Meshes;

namespace VoxPilot.World.Sensors;

/// <summary>The town and all that stands or moves in it at one moment, ready for rays.</summary>
internal sealed class RayScene
{
    private readonly TriangleTree town;
    private readonly IReadOnlyList<MeshInstance> standing;
    private readonly (MeshInstance Thing, TriangleTree Tree)[] moving;
    private readonly BoundsTree tree;

    /// <param name="town">Triangles of the town.</param>
    /// <param name="standing">What <paramref name="town"/> was made of.</param>
    /// <param name="moving">Everything else, each with the tree of its mesh.</param>
    public RayScene(TriangleTree town, IReadOnlyList<MeshInstance> standing, IReadOnlyList<(MeshInstance Thing, TriangleTree Tree)> moving)
    {
        (this.town, this.standing) = (town, standing);
        Bounds[] boxes = [.. moving.Select(m => Around(m.Thing.Place, m.Tree.Bounds))];
        tree = BoundsTree.Build(boxes, out int[] order);
        this.moving = Array.ConvertAll(order, i => moving[i]);
    }

    /// <summary>The town's triangles.</summary>
    public TriangleTree Town => town;

    /// <summary>What the town's triangles belong to.</summary>
    public IReadOnlyList<MeshInstance> Standing => standing;

    /// <summary>Everything else.</summary>
    public IReadOnlyList<(MeshInstance Thing, TriangleTree Tree)> Moving => moving;

    /// <summary>Shortens each ray to the nearest surface before its limit.</summary>
    public void Cast(ref RayPacket rays)
    {
        town.Cast(ref rays);
        if (moving.Length > 0)
        {
            CastMoving(ref rays);
        }
    }

    /// <summary>What the ray of a lane ended on.</summary>
    /// <param name="triangle">A packet's triangle.</param>
    /// <param name="instance">A packet's instance.</param>
    public (MeshInstance Thing, TriangleTree Tree) At(int triangle, int instance) =>
        instance < 0 ? (standing[town.InstanceOf(triangle)], town) : moving[instance];

    /// <summary>The box in the town around a box of an upright frame.</summary>
    public static Bounds Around(in Placement place, in Bounds box)
    {
        Vector3 middle = place.ToTown((box.Low + box.High) / 2), half = (box.High - box.Low) / 2;
        float sin = MathF.Abs(place.Sin), cos = MathF.Abs(place.Cos);
        Vector3 reach = new Vector3(cos * half.X + sin * half.Y, sin * half.X + cos * half.Y, half.Z) * 1.00001f + new Vector3(1e-4f);
        return new(middle - reach, middle + reach);
    }

    [SkipLocalsInit]
    private void CastMoving(ref RayPacket rays)
    {
        ReadOnlySpan<BoundsTree.Node> nodes = tree.Nodes;
        Span<int> stack = stackalloc int[BoundsTree.MaximumDepth];
        Vector256<float> inverseX = RayPacket.Inverse(rays.X), inverseY = RayPacket.Inverse(rays.Y), inverseZ = RayPacket.Inverse(rays.Z);
        int depth = 0;
        stack[depth++] = 0;
        while (depth > 0)
        {
            int at = stack[--depth];
            ref readonly BoundsTree.Node node = ref nodes[at];
            if (!TriangleTree.MeetsAny(node, rays, inverseX, inverseY, inverseZ))
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
                CastOne(ref rays, i);
            }
        }
    }

    private void CastOne(ref RayPacket rays, int index)
    {
        (MeshInstance thing, TriangleTree triangles) = moving[index];
        Vector256<float> sin = Vector256.Create(thing.Place.Sin), cos = Vector256.Create(thing.Place.Cos);
        RayPacket local = rays;
        Vector256<float> x = rays.OriginX - Vector256.Create(thing.Place.Position.X), y = rays.OriginY - Vector256.Create(thing.Place.Position.Y);
        (local.OriginX, local.OriginY) = (cos * x + sin * y, cos * y - sin * x);
        local.OriginZ = rays.OriginZ - Vector256.Create(thing.Place.Position.Z);
        (local.X, local.Y) = (cos * rays.X + sin * rays.Y, cos * rays.Y - sin * rays.X);
        triangles.Cast(ref local);
        Vector256<int> nearer = Vector256.LessThan(local.Limit, rays.Limit).AsInt32();
        rays.Limit = local.Limit;
        rays.Triangle = local.Triangle;
        rays.Instance = Vector256.ConditionalSelect(nearer, Vector256.Create(index), rays.Instance);
    }
}
