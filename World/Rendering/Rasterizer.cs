using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoxPilot.World.Meshes;

namespace VoxPilot.World.Rendering;

/// <summary>
/// Draws triangles into a <see cref="VisibilityBuffer"/>. Edges are planes through the eye (homogeneous edge functions), so that triangles
/// that reach behind the camera need no clipping. Two triangles that share an edge compute the same numbers with opposite signs for it, and
/// a sample exactly on it goes to one of them (left and top edges belong to a triangle): none is covered twice or left out. Eight samples at
/// a time, each lane with the arithmetic of the plain twin. Triangles that show their back are not drawn.
/// </summary>
internal sealed class Rasterizer
{
    // Nearness of a small part of a triangle that is far off an edge-on plane is rounded in single precision.
    private const float Doubt = 1.001f;

    private const float NearEnough = (float)(1.01 * Projection.Near);

    private Vertex[] vertices = new Vertex[1024];
    private Vector128<float>[] places = new Vector128<float>[1024];

    /// <summary>Draws the triangles of an instance.</summary>
    /// <param name="view">Where the buffer looks from.</param>
    /// <param name="instance">What is drawn.</param>
    /// <param name="item">Number that the triangles will carry.</param>
    /// <param name="into">What is drawn into.</param>
    public void Draw(Projection view, MeshInstance instance, int item, VisibilityBuffer into)
    {
        Mesh mesh = instance.Mesh;
        Project(view, instance);
        bool identifies = into.Identifies;
        int[] indices = mesh.Indices;
        // Left, top, and right and bottom with the other sign, so that all four are rounded upwards.
        Vector128<float> least = Vector128.Create(0f, 0, 1 - view.Width, 1 - view.Height);
        for (int t = 0, at = 0; t < mesh.TriangleCount; t++, at += 3)
        {
            (int ia, int ib, int ic) = (indices[at], indices[at + 1], indices[at + 2]);
            Vector128<float> pa = places[ia], pb = places[ib], pc = places[ic];
            Vector128<float> low = Vector128.MinNative(pa, Vector128.MinNative(pb, pc)), high = Vector128.MaxNative(pa, Vector128.MaxNative(pb, pc));
            bool ahead = low[2] >= NearEnough;
            Vector128<int> box = Box(ahead ? Vector128.Create(low.GetLower(), -high.GetLower()) : Clipped(vertices[ia], vertices[ib], vertices[ic]), least);
            (int left, int top, int right, int bottom) = (box[0], box[1], -box[2], -box[3]);
            if (left > right || top > bottom)
            {
                continue;
            }
            // Most triangles are small and lie in a few tiles.
            if (identifies && ahead && right - left < 24 && bottom - top < 24 && into.Hides(left, top, right, bottom, high[3] * Doubt))
            {
                continue;
            }
            if (!Setup.Of(vertices[ia], vertices[ib], vertices[ic], out Setup setup))
            {
                continue;
            }
            int id = identifies ? into.Add(new(item, t, setup.A, setup.B, setup.C)) : -1;
            if (identifies)
            {
                Fill(setup, left, top, right, bottom, id, view.IsPinhole, into);
            }
            else
            {
                FillUnidentified(setup, left, top, right, bottom, into);
            }
        }
    }

    /// <summary>True if a box certainly lies behind what was drawn already.</summary>
    public static bool IsHidden(Projection view, in SceneItem item, VisibilityBuffer seen)
    {
        (Vector3 centre, Vector3 half) = (item.Centre, item.Half);
        Vector4D w = view.W;
        double nearest = w.X * centre.X + w.Y * centre.Y + w.Z * centre.Z + w.W - (Math.Abs(w.X) * half.X + Math.Abs(w.Y) * half.Y + Math.Abs(w.Z) * half.Z);
        if (nearest < 2 * Projection.Near)
        {
            return false;
        }
        Vector128<float> low = Vector128.Create(float.PositiveInfinity);
        for (int corner = 0; corner < 8; corner++)
        {
            double x = centre.X + ((corner & 1) == 0 ? -half.X : half.X), y = centre.Y + ((corner & 2) == 0 ? -half.Y : half.Y), z = centre.Z + ((corner & 4) == 0 ? -half.Z : half.Z);
            double inverse = 1 / (w.X * x + w.Y * y + w.Z * z + w.W);
            float u = (float)((view.X.X * x + view.X.Y * y + view.X.Z * z + view.X.W) * inverse), v = (float)((view.Y.X * x + view.Y.Y * y + view.Y.Z * z + view.Y.W) * inverse);
            low = Vector128.MinNative(low, Vector128.Create(u, v, -u, -v));
        }
        Vector128<int> box = Box(low - Vector128.Create(0.1f), Vector128.Create(0f, 0, 1 - view.Width, 1 - view.Height));
        return box[0] > -box[2] || box[1] > -box[3] || seen.Hides(box[0], box[1], -box[2], -box[3], (float)(Doubt / nearest));
    }

    private void Project(Projection view, MeshInstance instance)
    {
        Vector3[] positions = instance.Mesh.Positions;
        if (vertices.Length < positions.Length)
        {
            (vertices, places) = (new Vertex[2 * positions.Length], new Vector128<float>[2 * positions.Length]);
        }
        Vector4D x = view.X.Before(instance.Place), y = view.Y.Before(instance.Place), w = view.W.Before(instance.Place), f = view.F.Before(instance.Place);
        Vector256<double> perX = Vector256.Create(x.X, y.X, w.X, f.X), perY = Vector256.Create(x.Y, y.Y, w.Y, f.Y), perZ = Vector256.Create(x.Z, y.Z, w.Z, f.Z), moved = Vector256.Create(x.W, y.W, w.W, f.W);
        Vector128<float> third = Vector128.Create(0, 0, -1, 0).AsSingle();
        Span<Vertex> corners = vertices.AsSpan(0, positions.Length);
        Span<Vector128<float>> flat = places.AsSpan(0, positions.Length);
        for (int i = 0; i < positions.Length; i++)
        {
            Vector3 p = positions[i];
            Vector256<double> v = perX * Vector256.Create((double)p.X) + perY * Vector256.Create((double)p.Y) + perZ * Vector256.Create((double)p.Z) + moved;
            Unsafe.As<Vertex, Vector256<double>>(ref corners[i]) = v;
            // Single precision will do: these only tell which samples are looked at.
            Vector128<float> single = Vector256.Narrow(v, v).GetLower(), w4 = Vector128.Shuffle(single, Vector128.Create(2, 2, 2, 2));
            flat[i] = Vector128.ConditionalSelect(third, single, single / w4);
        }
    }

    // Samples that a triangle may cover; generous by a thousandth of a sample, since the edge functions decide.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Box(Vector128<float> low, Vector128<float> least) =>
        Vector128.ConvertToInt32Native(Vector128.Ceiling(Vector128.MinNative(Vector128.MaxNative(low - Vector128.Create(1e-3f), least), Vector128.Create(1e6f))));

    // The bounds of what lies beyond the near plane.
    private static Vector128<float> Clipped(in Vertex a, in Vertex b, in Vertex c)
    {
        Vector128<float> low = Vector128.Create(float.PositiveInfinity);
        Extend(a, b, ref low);
        Extend(b, c, ref low);
        Extend(c, a, ref low);
        return low;
    }

    private static void Extend(in Vertex from, in Vertex to, ref Vector128<float> low)
    {
        if (from.W >= Projection.Near)
        {
            Include(from.X / from.W, from.Y / from.W, ref low);
        }
        if (from.W >= Projection.Near != to.W >= Projection.Near)
        {
            double s = (Projection.Near - from.W) / (to.W - from.W);
            Include((from.X + s * (to.X - from.X)) / Projection.Near, (from.Y + s * (to.Y - from.Y)) / Projection.Near, ref low);
        }
    }

    private static void Include(double x, double y, ref Vector128<float> low)
    {
        // Far outside, single precision is coarser than the slack.
        (float u, float v) = ((float)x, (float)y);
        float slack = 1e-6f * Math.Max(Math.Abs(u), Math.Abs(v));
        low = Vector128.MinNative(low, Vector128.Create(u, v, -u, -v) - Vector128.Create(slack));
    }

    private static void Fill(in Setup s, int left, int top, int right, int bottom, int id, bool pinhole, VisibilityBuffer into)
    {
        const int Lanes = VisibilityBuffer.Lanes;
        int begin = left / Lanes * Lanes, stride = into.Stride;
        ref float nearness = ref MemoryMarshal.GetArrayDataReference(into.Nearness);
        ref int ids = ref MemoryMarshal.GetArrayDataReference(into.Ids);
        Vector256<float> lanes = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
        Vector256<float> a0 = Vector256.Create(s.A0), a1 = Vector256.Create(s.A1), a2 = Vector256.Create(s.A2);
        Vector256<float> least0 = Vector256.Create(s.Least0), least1 = Vector256.Create(s.Least1), least2 = Vector256.Create(s.Least2);
        Vector256<float> slope = Vector256.Create((float)s.A), nearest = Vector256.Create(pinhole ? (float)(1 / Projection.Near) : float.PositiveInfinity);
        Vector256<int> idv = Vector256.Create(id);
        for (int y = top; y <= bottom; y++)
        {
            float r0 = s.Row0(y), r1 = s.Row1(y), r2 = s.Row2(y);
            (int x, int end) = (left, right);
            if (right - begin >= 4 * Lanes)
            {
                Narrow(s.A0, r0, ref x, ref end);
                Narrow(s.A1, r1, ref x, ref end);
                Narrow(s.A2, r2, ref x, ref end);
                x = x / Lanes * Lanes;
            }
            else
            {
                x = begin;
            }
            Vector256<float> row0 = Vector256.Create(r0), row1 = Vector256.Create(r1), row2 = Vector256.Create(r2);
            Vector256<float> rowN = Vector256.Create(s.RowNearness(begin, y));
            nint at = (nint)y * stride + x;
            for (; x <= end; x += Lanes, at += Lanes)
            {
                Vector256<float> vx = Vector256.Create((float)x) + lanes;
                Vector256<float> inside = Vector256.GreaterThanOrEqual(a0 * vx + row0, least0)
                    & Vector256.GreaterThanOrEqual(a1 * vx + row1, least1) & Vector256.GreaterThanOrEqual(a2 * vx + row2, least2);
                if (inside == Vector256<float>.Zero)
                {
                    continue;
                }
                Vector256<float> n = slope * (Vector256.Create((float)(x - begin)) + lanes) + rowN;
                Vector256<float> old = Vector256.LoadUnsafe(ref nearness, (nuint)at);
                Vector256<float> seen = inside & Vector256.GreaterThan(n, old) & Vector256.LessThanOrEqual(n, nearest);
                Vector256.ConditionalSelect(seen, n, old).StoreUnsafe(ref nearness, (nuint)at);
                Vector256.ConditionalSelect(seen.AsInt32(), idv, Vector256.LoadUnsafe(ref ids, (nuint)at)).StoreUnsafe(ref ids, (nuint)at);
            }
        }
    }

    // A shadow map's: no numbers of triangles, nothing too near.
    private static void FillUnidentified(in Setup s, int left, int top, int right, int bottom, VisibilityBuffer into)
    {
        const int Lanes = VisibilityBuffer.Lanes;
        int begin = left / Lanes * Lanes, stride = into.Stride;
        ref float nearness = ref MemoryMarshal.GetArrayDataReference(into.Nearness);
        Vector256<float> lanes = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
        Vector256<float> a0 = Vector256.Create(s.A0), a1 = Vector256.Create(s.A1), a2 = Vector256.Create(s.A2);
        Vector256<float> least0 = Vector256.Create(s.Least0), least1 = Vector256.Create(s.Least1), least2 = Vector256.Create(s.Least2);
        Vector256<float> slope = Vector256.Create((float)s.A);
        for (int y = top; y <= bottom; y++)
        {
            float r0 = s.Row0(y), r1 = s.Row1(y), r2 = s.Row2(y);
            (int x, int end) = (begin, right);
            if (right - begin >= 4 * Lanes)
            {
                Narrow(s.A0, r0, ref x, ref end);
                Narrow(s.A1, r1, ref x, ref end);
                Narrow(s.A2, r2, ref x, ref end);
                x = x / Lanes * Lanes;
            }
            Vector256<float> row0 = Vector256.Create(r0), row1 = Vector256.Create(r1), row2 = Vector256.Create(r2), rowN = Vector256.Create(s.RowNearness(begin, y));
            nint at = (nint)y * stride + x;
            for (; x <= end; x += Lanes, at += Lanes)
            {
                Vector256<float> vx = Vector256.Create((float)x) + lanes;
                Vector256<float> inside = Vector256.GreaterThanOrEqual(a0 * vx + row0, least0)
                    & Vector256.GreaterThanOrEqual(a1 * vx + row1, least1) & Vector256.GreaterThanOrEqual(a2 * vx + row2, least2);
                if (inside == Vector256<float>.Zero)
                {
                    continue;
                }
                Vector256<float> old = Vector256.LoadUnsafe(ref nearness, (nuint)at);
                Vector256<float> n = Vector256.MaxNative(old, slope * (Vector256.Create((float)(x - begin)) + lanes) + rowN);
                Vector256.ConditionalSelect(inside, n, old).StoreUnsafe(ref nearness, (nuint)at);
            }
        }
    }

    // Leaves out what is certainly outside of an edge; the edge function has the last word.
    private static void Narrow(float a, float row, ref int first, ref int last)
    {
        if (a > 0)
        {
            float x = -row / a - 1;
            first = x > first ? x > last ? last + 1 : (int)x : first;
        }
        else if (a < 0)
        {
            float x = -row / a + 2;
            last = x < last ? x < first ? first - 1 : (int)x : last;
        }
        else if (row < 0)
        {
            last = first - 1;
        }
    }

    private readonly record struct Vertex(double X, double Y, double W, double F);

    /// <summary>Edge functions e(x, y) = a x + (b y + c), positive inside, and the plane of nearness.</summary>
    private struct Setup
    {
        public float A0, A1, A2, Least0, Least1, Least2;
        public double B0, B1, B2, C0, C1, C2, A, B, C;

        public readonly float Row0(int y) => (float)(B0 * y + C0);

        public readonly float Row1(int y) => (float)(B1 * y + C1);

        public readonly float Row2(int y) => (float)(B2 * y + C2);

        public readonly float RowNearness(int x, int y) => (float)(A * x + (B * y + C));

        // The outside is counter-clockwise, and images run downwards: edge i lies opposite of corner i, taken clockwise.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Of(in Vertex p, in Vertex q, in Vertex r, out Setup s)
        {
            Unsafe.SkipInit(out s);
            double a0 = r.Y * q.W - r.W * q.Y, b0 = r.W * q.X - r.X * q.W, c0 = r.X * q.Y - r.Y * q.X;
            double determinant = p.X * a0 + p.Y * b0 + p.W * c0;
            if (!(determinant > 0))
            {
                return false;
            }
            double a1 = p.Y * r.W - p.W * r.Y, b1 = p.W * r.X - p.X * r.W, c1 = p.X * r.Y - p.Y * r.X;
            double a2 = q.Y * p.W - q.W * p.Y, b2 = q.W * p.X - q.X * p.W, c2 = q.X * p.Y - q.Y * p.X;
            double inverse = 1 / determinant;
            s.A = (p.F * a0 + q.F * a1 + r.F * a2) * inverse;
            s.B = (p.F * b0 + q.F * b1 + r.F * b2) * inverse;
            s.C = (p.F * c0 + q.F * c1 + r.F * c2) * inverse;
            (s.A0, s.A1, s.A2) = ((float)a0, (float)a1, (float)a2);
            (s.B0, s.B1, s.B2) = (b0, b1, b2);
            (s.C0, s.C1, s.C2) = (c0, c1, c2);
            (s.Least0, s.Least1, s.Least2) = (Least(a0, b0), Least(a1, b1), Least(a2, b2));
            return true;
        }

        // Exactly one of an edge and its opposite owns the samples on it: ≥ 0 for the owner, > 0, that is ≥ the least number, for the other.
        private static float Least(double a, double b) => a > 0 || (a == 0 && b > 0) ? 0 : float.Epsilon;
    }
}
