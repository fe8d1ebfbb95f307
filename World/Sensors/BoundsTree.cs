using System.Numerics;
using System.Runtime.CompilerServices;

namespace VoxPilot.World.Sensors;

/// <summary>
/// A binary hierarchy of boxes by the surface area heuristic with bins. Where a subtree's nodes lie depends only on how many items are
/// before it, so that threads build the halves side by side and the tree is the same for any number of them.
/// </summary>
internal sealed class BoundsTree
{
    /// <summary>No path from the root is longer than this.</summary>
    public const int MaximumDepth = 64;

    private const int LeafSize = 4;
    private const int Bins = 16;
    private const int HalvesOnly = 36; // from this depth on halves are equal, so that the depth stays bounded

    private readonly Node[] nodes;
    private readonly Item[] items;
    private readonly int worthAThread;

    private BoundsTree(Item[] items, int worthAThread)
    {
        (this.items, this.worthAThread) = (items, worthAThread);
        nodes = new Node[Math.Max(1, 2 * items.Length)];
    }

    /// <summary>All nodes; the root is first. Empty places between subtrees are never reached.</summary>
    public ReadOnlySpan<Node> Nodes => nodes;

    /// <summary>The box around everything.</summary>
    public Bounds Bounds => new(nodes[0].Low, nodes[0].High);

    /// <summary>Builds the tree over boxes.</summary>
    /// <param name="boxes">One box for each item.</param>
    /// <param name="order">The items in the order of the leaves.</param>
    /// <param name="worthAThread">Halves of this many items are built side by side.</param>
    public static BoundsTree Build(ReadOnlySpan<Bounds> boxes, out int[] order, int worthAThread = 16384)
    {
        Item[] items = new Item[boxes.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = new(boxes[i], i);
        }
        BoundsTree tree = new(items, worthAThread);
        if (items.Length > 0)
        {
            tree.Split(0, 0, items.Length, 0);
        }
        order = Array.ConvertAll(items, item => item.Index);
        return tree;
    }

    private void Split(int node, int start, int end, int depth)
    {
        Bounds bounds = Bounds.Nothing, centres = Bounds.Nothing;
        for (int i = start; i < end; i++)
        {
            bounds = bounds.Join(items[i].Box);
            centres = centres.Join(items[i].Box.Centre2);
        }
        int count = end - start;
        if (count <= LeafSize)
        {
            nodes[node] = new(bounds.Low, bounds.High, start, count);
            return;
        }
        Vector3 size = centres.High - centres.Low;
        int axis = size.X >= size.Y && size.X >= size.Z ? 0 : size.Y >= size.Z ? 1 : 2;
        int middle = depth < HalvesOnly && size[axis] > 0 ? Partition(start, end, axis, centres.Low[axis], size[axis]) : start + count / 2;
        // A subtree of n items has at most 2 n − 1 nodes.
        int left = node + 1, right = node + 2 * (middle - start);
        nodes[node] = new(bounds.Low, bounds.High, right, ~axis);
        if (count > worthAThread)
        {
            Parallel.Invoke(() => Split(left, start, middle, depth + 1), () => Split(right, middle, end, depth + 1));
        }
        else
        {
            Split(left, start, middle, depth + 1);
            Split(right, middle, end, depth + 1);
        }
    }

    // Puts the items left of the best border between bins first.
    private int Partition(int start, int end, int axis, float low, float extent)
    {
        BinRow<Bounds> boxes = default;
        BinRow<int> counts = default;
        for (int bin = 0; bin < Bins; bin++)
        {
            boxes[bin] = Bounds.Nothing;
        }
        float scale = Bins * 0.9999f / extent;
        for (int i = start; i < end; i++)
        {
            int bin = (int)((items[i].Box.Centre2[axis] - low) * scale);
            boxes[bin] = boxes[bin].Join(items[i].Box);
            counts[bin]++;
        }
        BinRow<float> costs = default;
        Bounds sweep = Bounds.Nothing;
        int before = 0;
        for (int bin = 0; bin < Bins - 1; bin++)
        {
            sweep = sweep.Join(boxes[bin]);
            before += counts[bin];
            costs[bin] = before > 0 ? before * sweep.HalfArea : 0;
        }
        sweep = Bounds.Nothing;
        int after = 0, border = 0;
        float best = float.PositiveInfinity;
        for (int bin = Bins - 1; bin > 0; bin--)
        {
            sweep = sweep.Join(boxes[bin]);
            after += counts[bin];
            float cost = after > 0 ? costs[bin - 1] + after * sweep.HalfArea : float.PositiveInfinity;
            if (cost < best && after < end - start)
            {
                (best, border) = (cost, bin);
            }
        }
        int left = start, right = end - 1;
        while (left <= right)
        {
            if ((int)((items[left].Box.Centre2[axis] - low) * scale) < border)
            {
                left++;
            }
            else
            {
                (items[left], items[right]) = (items[right], items[left]);
                right--;
            }
        }
        return left;
    }

    /// <summary>A leaf (Count ≥ 0; Link: its first item) or an inner node (Count: ~axis; the left child follows, Link: the right child).</summary>
    internal readonly struct Node(Vector3 low, Vector3 high, int link, int count)
    {
        public readonly Vector3 Low = low;
        public readonly int Link = link;
        public readonly Vector3 High = high;
        public readonly int Count = count;
    }

    private readonly record struct Item(Bounds Box, int Index);

    [InlineArray(Bins)]
    private struct BinRow<T>
    {
        private T first;
    }
}
