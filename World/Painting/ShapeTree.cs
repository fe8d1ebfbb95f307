using System.Numerics;

namespace VoxPilot.World.Painting;

/// <summary>A tree of bounding boxes over the shapes, so that a ray tries few of them.</summary>
internal sealed class ShapeTree
{
    private const int LeafSize = 2;
    private const int MaximumDepth = 64;

    private readonly List<Node> nodes = [];
    private readonly Shape[] shapes;

    public ShapeTree(IEnumerable<Shape> scene)
    {
        shapes = [.. scene];
        if (shapes.Length > 0)
        {
            Build(0, shapes.Length);
        }
    }

    /// <summary>The nearest shape on the ray before <paramref name="limit"/>, which becomes its distance; null if there is none.</summary>
    public Shape? Nearest(in Ray ray, ref float limit, out int face) => Walk(ray, ref limit, out face, first: false);

    /// <summary>Whether anything is on the ray before <paramref name="limit"/>.</summary>
    public bool Blocked(in Ray ray, float limit) => Walk(ray, ref limit, out _, first: true) is not null;

    private Shape? Walk(in Ray ray, ref float limit, out int face, bool first)
    {
        face = -1;
        if (nodes.Count == 0)
        {
            return null;
        }
        Shape? found = null;
        Vector3 inverse = new(1 / ray.Direction.X, 1 / ray.Direction.Y, 1 / ray.Direction.Z);
        Span<int> stack = stackalloc int[MaximumDepth];
        int depth = 0;
        stack[depth++] = 0;
        while (depth > 0)
        {
            Node node = nodes[stack[--depth]];
            if (!node.Bounds.Meets(ray.Origin, inverse, limit, out _))
            {
                continue;
            }
            if (node.Count == 0)
            {
                // The child that the ray comes to first is taken first.
                bool swap = (node.Axis == 0 ? ray.Direction.X : node.Axis == 1 ? ray.Direction.Y : ray.Direction.Z) < 0;
                stack[depth++] = swap ? node.Left : node.Right;
                stack[depth++] = swap ? node.Right : node.Left;
                continue;
            }
            for (int i = node.Left; i < node.Left + node.Count; i++)
            {
                if (shapes[i].Meets(ray, limit, out float t, out int at) && t < limit)
                {
                    (found, limit, face) = (shapes[i], t, at);
                    if (first)
                    {
                        return found;
                    }
                }
            }
        }
        return found;
    }

    private int Build(int start, int end)
    {
        Box3 bounds = Box3.Nothing, centres = Box3.Nothing;
        for (int i = start; i < end; i++)
        {
            bounds = bounds.Join(shapes[i].Bounds);
            centres = centres.Join(new(shapes[i].Bounds.Centre, shapes[i].Bounds.Centre));
        }
        int index = nodes.Count;
        nodes.Add(default);
        if (end - start <= LeafSize)
        {
            nodes[index] = new(bounds, start, 0, end - start, 0);
            return index;
        }
        Vector3 size = centres.High - centres.Low;
        int axis = size.X >= size.Y && size.X >= size.Z ? 0 : size.Y >= size.Z ? 1 : 2;
        Shape[] sorted = [.. shapes[start..end].OrderBy(shape => shape.Bounds.Centre[axis])];
        sorted.CopyTo(shapes, start);
        int middle = (start + end) / 2;
        int left = Build(start, middle), right = Build(middle, end);
        nodes[index] = new(bounds, left, right, 0, axis);
        return index;
    }

    /// <summary>A leaf (Left: first shape, Count &gt; 0) or an inner node (Left and Right: children).</summary>
    private readonly record struct Node(Box3 Bounds, int Left, int Right, int Count, int Axis);
}
