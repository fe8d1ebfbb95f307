using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using VoxPilot.World.Meshes;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Rendering;

/// <summary>
/// Draws triangles into a <see cref="VisibilityBuffer"/>. Edges are planes through the eye (homogeneous edge functions), so that triangles
/// that reach behind the camera need no clipping. Two triangles that share an edge compute the same numbers with opposite signs for it, and
/// a sample exactly on it goes to one of them (left and top edges belong to a triangle): none is covered twice or left out. Eight samples at
/// a time, each lane with the arithmetic of the plain twin. Triangles that show their back are not drawn.
/// </summary>
internal sealed class Rasterizer
{
    private Vertex[] vertices = new Vertex[1024];

    /// <summary>Draws the triangles of an instance.</summary>
    /// <param name="view">Where the buffer looks from.</param>
    /// <param name="instance">What is drawn.</param>
    /// <param name="item">Number that the triangles will carry.</param>
    /// <param name="holes">True: only parts whose surface has holes; false: only the others.</param>
    /// <param name="into">What is drawn into.</param>
    public void Draw(Projection view, MeshInstance instance, int item, bool holes, VisibilityBuffer into)
    {
        Mesh mesh = instance.Mesh;
        Surface[] surfaces = instance.Surfaces;
        uint wanted = 0;
        for (int part = 0; part < surfaces.Length; part++)
        {
            wanted |= surfaces[part].HasHoles == holes ? 1u << part : 0;
        }
        if (wanted == 0)
        {
            return;
        }
        Project(view, instance);
        bool all = wanted == (1u << surfaces.Length) - 1;
        int[] indices = mesh.Indices;
        for (int t = 0, at = 0; t < mesh.Parts.Length; t++, at += 3)
        {
            if (!all && (wanted >> mesh.Parts[t] & 1) == 0)
            {
                continue;
            }
            ref readonly Vertex a = ref vertices[indices[at]], b = ref vertices[indices[at + 1]], c = ref vertices[indices[at + 2]];
            if (!Bounds(view, a, b, c, out int left, out int top, out int right, out int bottom) || !Setup.Of(a, b, c, out Setup setup))
            {
                continue;
            }
            int id = into.Add(new(item, t, setup.A, setup.B, setup.C));
            if (holes)
            {
                FillWithHoles(setup, left, top, right, bottom, id, view, instance, surfaces[mesh.Parts[t]], into);
            }
            else
            {
                Fill(setup, left, top, right, bottom, id, view.IsPinhole, into);
            }
        }
    }

    private void Project(Projection view, MeshInstance instance)
    {
        Vector3[] positions = instance.Mesh.Positions;
        if (vertices.Length < positions.Length)
        {
            vertices = new Vertex[2 * positions.Length];
        }
        Vector4D x = view.X.Before(instance.Place), y = view.Y.Before(instance.Place), w = view.W.Before(instance.Place), f = view.F.Before(instance.Place);
        bool pinhole = view.IsPinhole;
        for (int i = 0; i < positions.Length; i++)
        {
            (double px, double py, double pz) = (positions[i].X, positions[i].Y, positions[i].Z);
            ref Vertex v = ref vertices[i];
            v.X = x.X * px + x.Y * py + x.Z * pz + x.W;
            v.Y = y.X * px + y.Y * py + y.Z * pz + y.W;
            if (pinhole)
            {
                v.W = w.X * px + w.Y * py + w.Z * pz + w.W;
                v.F = 1;
                double inverse = 1 / v.W;
                (v.U, v.V) = ((float)(v.X * inverse), (float)(v.Y * inverse));
            }
            else
            {
                v.W = 1;
                v.F = f.X * px + f.Y * py + f.Z * pz + f.W;
                (v.U, v.V) = ((float)v.X, (float)v.Y);
            }
        }
    }

    // Samples that the triangle may cover; generous by a thousandth of a sample, since the edge functions decide.
    private static bool Bounds(Projection view, in Vertex a, in Vertex b, in Vertex c, out int left, out int top, out int right, out int bottom)
    {
        const float Slack = 1e-3f;
        float lowU, lowV, highU, highV;
        if (a.W >= Projection.Near && b.W >= Projection.Near && c.W >= Projection.Near)
        {
            (lowU, highU) = (Math.Min(a.U, Math.Min(b.U, c.U)), Math.Max(a.U, Math.Max(b.U, c.U)));
            (lowV, highV) = (Math.Min(a.V, Math.Min(b.V, c.V)), Math.Max(a.V, Math.Max(b.V, c.V)));
        }
        else
        {
            (lowU, lowV, highU, highV) = (float.PositiveInfinity, float.PositiveInfinity, float.NegativeInfinity, float.NegativeInfinity);
            Extend(a, b, ref lowU, ref lowV, ref highU, ref highV);
            Extend(b, c, ref lowU, ref lowV, ref highU, ref highV);
            Extend(c, a, ref lowU, ref lowV, ref highU, ref highV);
        }
        left = (int)Math.Ceiling(Math.Max(lowU - Slack, 0));
        top = (int)Math.Ceiling(Math.Max(lowV - Slack, 0));
        right = (int)Math.Floor(Math.Min(highU + Slack, view.Width - 1));
        bottom = (int)Math.Floor(Math.Min(highV + Slack, view.Height - 1));
        return left <= right && top <= bottom;
    }

    // The part of an edge beyond the near plane.
    private static void Extend(in Vertex from, in Vertex to, ref float lowU, ref float lowV, ref float highU, ref float highV)
    {
        if (from.W >= Projection.Near)
        {
            Include(from.U, from.V, ref lowU, ref lowV, ref highU, ref highV);
        }
        if (from.W >= Projection.Near != to.W >= Projection.Near)
        {
            double s = (Projection.Near - from.W) / (to.W - from.W);
            double u = (from.X + s * (to.X - from.X)) / Projection.Near, v = (from.Y + s * (to.Y - from.Y)) / Projection.Near;
            Include((float)u, (float)v, ref lowU, ref lowV, ref highU, ref highV);
        }
    }

    private static void Include(float u, float v, ref float lowU, ref float lowV, ref float highU, ref float highV)
    {
        // Far outside, single precision is coarser than the slack.
        float slack = 1e-6f * Math.Max(Math.Abs(u), Math.Abs(v));
        (lowU, highU) = (Math.Min(lowU, u - slack), Math.Max(highU, u + slack));
        (lowV, highV) = (Math.Min(lowV, v - slack), Math.Max(highV, v + slack));
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

    private static void FillWithHoles(in Setup s, int left, int top, int right, int bottom, int id, Projection view, MeshInstance instance, Surface surface, VisibilityBuffer into)
    {
        int begin = left / VisibilityBuffer.Lanes * VisibilityBuffer.Lanes;
        float nearest = view.IsPinhole ? (float)(1 / Projection.Near) : float.PositiveInfinity, slope = (float)s.A;
        for (int y = top; y <= bottom; y++)
        {
            float r0 = s.Row0(y), r1 = s.Row1(y), r2 = s.Row2(y), rowN = s.RowNearness(begin, y);
            for (int x = left; x <= right; x++)
            {
                if (!(s.A0 * x + r0 >= s.Least0 && s.A1 * x + r1 >= s.Least1 && s.A2 * x + r2 >= s.Least2))
                {
                    continue;
                }
                float n = slope * (x - begin) + rowN;
                int at = y * into.Stride + x;
                if (!(n > into.Nearness[at] && n <= nearest))
                {
                    continue;
                }
                Vector3 point = view.PointAt(x, y, n);
                if (surface.Covers(instance.Place.ToLocal(point), point, view.IsPinhole ? 1 / n : 20))
                {
                    (into.Nearness[at], into.Ids[at]) = (n, id);
                }
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

    private struct Vertex
    {
        public double X, Y, W, F;
        public float U, V;
    }

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
