using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>
/// Cuts squares of the ground along the borders between what lies on top: a sweep upwards through the levels at which borders begin, end
/// or cross. A piece lasts for as long as its left and right borders go on, so that borders under other areas leave no trace.
/// </summary>
internal sealed class GroundPartition(GroundEdges edges, int[] kinds)
{
    private const double Narrow = 1e-6, Thin = 1e-7;

    private readonly List<GroundEdges.Edge> near = [];
    private readonly List<GroundEdges.Edge> before = []; // all to the left
    private readonly List<int> areas = [];
    private readonly List<double> levels = [];
    private readonly List<(double X, int Edge)> active = [];
    private readonly List<Interval> intervals = [];
    private readonly bool[] inside = new bool[kinds.Length];
    private readonly Stack<Piece> spare = [];
    private List<Piece> open = [], next = [];
    private double left, right;

    /// <summary>Cuts a rectangle.</summary>
    /// <param name="low">Its lowest corner.</param>
    /// <param name="high">Its highest corner; both in the same row of the edges.</param>
    /// <param name="found">Takes the pieces; they are used again afterwards.</param>
    public void Cut(Vector2D low, Vector2D high, Action<Piece> found)
    {
        (left, right) = (low.X, high.X);
        Gather(low, high);
        FindLevels(low, high);
        double from = low.Y;
        for (int i = 1; i < levels.Count; i++)
        {
            if (levels[i] - from < Thin)
            {
                continue;
            }
            FindIntervals(from, levels[i]);
            Continue(from, levels[i], found);
            from = levels[i];
        }
        Close(found);
    }

    private void Gather(Vector2D low, Vector2D high)
    {
        near.Clear();
        before.Clear();
        areas.Clear();
        foreach (ref readonly GroundEdges.Edge edge in edges.Row((low.Y + high.Y) / 2))
        {
            if (edge.High.Y <= low.Y || edge.Low.Y >= high.Y || edges.Right(edge.Area) <= low.X)
            {
                continue;
            }
            double x0 = Math.Min(edge.Low.X, edge.High.X);
            if (x0 < high.X)
            {
                (Math.Max(edge.Low.X, edge.High.X) <= low.X ? before : near).Add(edge);
                if (areas.Count == 0 || areas[^1] != edge.Area)
                {
                    areas.Add(edge.Area); // edges come area by area
                }
            }
        }
    }

    private void FindLevels(Vector2D low, Vector2D high)
    {
        levels.Clear();
        levels.Add(low.Y);
        levels.Add(high.Y);
        void Add(double y)
        {
            if (y > low.Y && y < high.Y)
            {
                levels.Add(y);
            }
        }
        for (int i = 0; i < near.Count; i++)
        {
            (Vector2D a, Vector2D b) = (near[i].Low, near[i].High);
            Add(a.Y);
            Add(b.Y);
            foreach (double x in (ReadOnlySpan<double>)[left, right])
            {
                if (a.X < x != b.X < x)
                {
                    Add(a.Y + (x - a.X) / (b.X - a.X) * (b.Y - a.Y));
                }
            }
            (double x0, double x1) = (Math.Min(a.X, b.X), Math.Max(a.X, b.X));
            for (int j = 0; j < i; j++)
            {
                (Vector2D c, Vector2D d) = (near[j].Low, near[j].High);
                if (c.Y >= b.Y || d.Y <= a.Y || Math.Max(c.X, d.X) <= x0 || Math.Min(c.X, d.X) >= x1)
                {
                    continue;
                }
                double from = Vector2D.Cross(d - c, a - c), to = Vector2D.Cross(d - c, b - c);
                if (from > 0 != to > 0 && from != to && Vector2D.Cross(b - a, c - a) > 0 != Vector2D.Cross(b - a, d - a) > 0)
                {
                    Add(a.Y + from / (from - to) * (b.Y - a.Y));
                }
            }
        }
        levels.Sort();
    }

    // What lies on top between two levels, from left to right.
    private void FindIntervals(double from, double to)
    {
        double middle = (from + to) / 2;
        foreach (int area in areas)
        {
            inside[area] = false;
        }
        foreach (GroundEdges.Edge edge in before)
        {
            inside[edge.Area] ^= edge.Low.Y <= middle && edge.High.Y > middle;
        }
        active.Clear();
        for (int i = 0; i < near.Count; i++)
        {
            GroundEdges.Edge edge = near[i];
            if (edge.Low.Y > middle || edge.High.Y <= middle)
            {
                continue;
            }
            double x = edge.At(middle);
            if (x <= left)
            {
                inside[edge.Area] ^= true;
            }
            else if (x < right)
            {
                int at = active.Count;
                active.Add((x, i));
                for (; at > 0 && active[at - 1].X > x; at--)
                {
                    active[at] = active[at - 1];
                }
                active[at] = (x, i);
            }
        }
        intervals.Clear();
        Interval run = new(Top(), -1, -1, left, left, right, right);
        foreach ((_, int i) in active)
        {
            inside[near[i].Area] ^= true;
            int kind = Top();
            if (kind == run.Kind)
            {
                continue;
            }
            double x0 = near[i].At(from), x1 = near[i].At(to);
            run = run with { RightEdge = i, Right0 = x0, Right1 = x1 };
            Interval following = new(kind, i, -1, x0, x1, right, right);
            if (!run.IsNarrow)
            {
                intervals.Add(run);
            }
            else if (intervals.Count > 0 && intervals[^1].Kind == kind)
            {
                following = intervals[^1] with { RightEdge = -1, Right0 = right, Right1 = right }; // two borders at one place
                intervals.RemoveAt(intervals.Count - 1);
            }
            run = following;
        }
        if (!run.IsNarrow)
        {
            intervals.Add(run);
        }
    }

    private void Continue(double from, double to, Action<Piece> found)
    {
        next.Clear();
        foreach (Interval interval in intervals)
        {
            int known = 0;
            while (known < open.Count && !open[known].Fits(interval))
            {
                known++;
            }
            Piece piece;
            if (known < open.Count)
            {
                piece = open[known];
                open.RemoveAt(known);
            }
            else
            {
                piece = spare.Count > 0 ? spare.Pop() : new();
                piece.Begin(interval, from);
            }
            piece.Extend(interval, to);
            next.Add(piece);
        }
        Close(found);
        (open, next) = (next, open);
    }

    private void Close(Action<Piece> found)
    {
        foreach (Piece piece in open)
        {
            found(piece);
            spare.Push(piece);
        }
        open.Clear();
    }

    private int Top()
    {
        for (int i = areas.Count - 1; i >= 0; i--)
        {
            if (inside[areas[i]])
            {
                return kinds[areas[i]];
            }
        }
        return -1;
    }

    /// <summary>A strip between two borders (−1: the rectangle's) from one level to another.</summary>
    internal readonly record struct Interval(int Kind, int LeftEdge, int RightEdge, double Left0, double Left1, double Right0, double Right1)
    {
        /// <summary>True if it has no width to speak of.</summary>
        public bool IsNarrow => Right0 - Left0 < Narrow && Right1 - Left1 < Narrow;
    }

    /// <summary>A part of the ground with one thing on top: between two lines that go up.</summary>
    internal sealed class Piece
    {
        private int leftEdge, rightEdge;

        /// <summary>What lies on top; −1 for open terrain.</summary>
        public int Kind { get; private set; }

        /// <summary>Points of its left border, from below.</summary>
        public List<Vector2D> Left { get; } = [];

        /// <summary>Points of its right border, from below.</summary>
        public List<Vector2D> Right { get; } = [];

        /// <summary>Starts anew with a strip's lower side.</summary>
        public void Begin(in Interval interval, double level)
        {
            (Kind, leftEdge, rightEdge) = (interval.Kind, -2, -2);
            Left.Clear();
            Right.Clear();
            Left.Add(new(interval.Left0, level));
            Right.Add(new(interval.Right0, level));
        }

        /// <summary>True if a strip goes on where the piece ends.</summary>
        public bool Fits(in Interval interval) =>
            Kind == interval.Kind && Math.Abs(Left[^1].X - interval.Left0) < 1e-5 && Math.Abs(Right[^1].X - interval.Right0) < 1e-5;

        /// <summary>Adds a strip.</summary>
        public void Extend(in Interval interval, double level)
        {
            Extend(Left, ref leftEdge, interval.LeftEdge, new(interval.Left1, level));
            Extend(Right, ref rightEdge, interval.RightEdge, new(interval.Right1, level));
        }

        private static void Extend(List<Vector2D> border, ref int last, int edge, Vector2D point)
        {
            if (edge == last)
            {
                border[^1] = point;
            }
            else
            {
                border.Add(point);
            }
            last = edge;
        }
    }
}
