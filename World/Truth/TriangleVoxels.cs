using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using VoxPilot.Core;

namespace VoxPilot.World.Truth;

/// <summary>
/// Marks the voxels that triangles pass through, by points at most <see cref="Spacing"/> apart that include corners and edges: nothing is
/// too thin to be marked. What lies within one layer, as most ground does, or is steep, as walls are, needs fewer: where no edge passes, a
/// level triangle passes through the middle of a column, a steep one through that of a layer. Positions are in voxels from the grid's lowest corner.
/// </summary>
internal sealed class TriangleVoxels(GridSpec spec)
{
    /// <summary>Distance between points, voxels: three to a voxel, 0.13 m.</summary>
    public const float Spacing = 1f / 3;

    private const float Large = 8; // voxels; larger triangles are cut where they leave the grid
    private const float Margin = 0.01f;
    private const float Drift = 0.05f; // of a steep triangle, voxels sideways for each layer

    private readonly uint[] places = new uint[spec.Count]; // of the point with the lowest key, 10 bits for each axis
    private readonly int lowestLayer = (int)Math.Floor((-0.2 - spec.Origin.Z) / spec.Voxel + 0.5);

    /// <summary>Keys of <see cref="OccupancyRank"/>, in <see cref="GridSpec.Index"/> order.</summary>
    public uint[] Keys { get; } = new uint[spec.Count];

    /// <summary>A point of the surface that gave a voxel its label, in voxels; false if nothing or the inside of a body is there.</summary>
    public bool TrySurface(int x, int y, int z, out Vector3 point)
    {
        int index = spec.Index(x, y, z);
        uint within = places[index];
        point = new(x + (within & 1023) / 1024f, y + (within >> 10 & 1023) / 1024f, z + (within >> 20) / 1024f);
        return Keys[index] != OccupancyRank.Free && !OccupancyRank.IsInside(Keys[index]);
    }

    /// <summary>Makes every voxel free.</summary>
    public void Clear() => Array.Fill(Keys, OccupancyRank.Free);

    /// <summary>Marks a triangle with a label.</summary>
    public void Mark(Vector3 a, Vector3 b, Vector3 c, int label)
    {
        Vector3 low = Vector3.Min(a, Vector3.Min(b, c)), high = Vector3.Max(a, Vector3.Max(b, c));
        if (high.X < 0 || high.Y < 0 || high.Z < lowestLayer || low.X >= spec.SizeX || low.Y >= spec.SizeY || low.Z >= spec.SizeZ)
        {
            return;
        }
        if (low.Z >= lowestLayer && high.Z < spec.SizeZ && MathF.Floor(low.Z) == MathF.Floor(high.Z))
        {
            Level(a, b, c, OccupancyRank.Key(label));
            return;
        }
        bool inside = low.X > Margin && low.Y > Margin && low.Z > lowestLayer + Margin && high.X < spec.SizeX - Margin && high.Y < spec.SizeY - Margin && high.Z < spec.SizeZ - Margin;
        float ab = Squared(b - a), bc = Squared(c - b), ca = Squared(a - c), longest = MathF.Max(ab, MathF.Max(bc, ca));
        if (longest > 1 && IsSteep(b - a, c - a))
        {
            Steep(a, b, c, OccupancyRank.Key(label));
            return;
        }
        if (!inside && longest > Large * Large)
        {
            // Halves across the longest edge.
            if (ab == longest)
            {
                (a, b, c) = (b, c, a);
            }
            else if (bc == longest)
            {
                (a, b, c) = (c, a, b);
            }
            Vector3 middle = (a + c) / 2;
            Mark(a, b, middle, label);
            Mark(middle, b, c, label);
            return;
        }
        // Rows from the corner opposite to the shortest edge, so that slivers have short rows.
        if (ab <= bc && ab <= ca)
        {
            (a, b, c) = (c, a, b);
        }
        else if (ca < bc)
        {
            (a, b, c) = (b, c, a);
        }
        Rows(a, b, c, OccupancyRank.Key(label), inside);
    }

    // A triangle within one layer: points on its edges, and the middles of the columns inside.
    private void Level(Vector3 a, Vector3 b, Vector3 c, uint key)
    {
        Edge(a, b, key);
        Edge(b, c, key);
        Edge(c, a, key);
        Sort(ref a, ref b, ref c, a.X, b.X, c.X);
        int first = (int)MathF.Ceiling(MathF.Max(a.X, 0) - 0.5f), last = (int)MathF.Floor(MathF.Min(c.X, spec.SizeX) - 0.5f);
        for (int x = first; x <= last; x++)
        {
            float at = x + 0.5f;
            Vector3 p = Between(a, c, Share(a.X, c.X, at)), q = at < b.X ? Between(a, b, Share(a.X, b.X, at)) : Between(b, c, Share(b.X, c.X, at));
            if (p.Y > q.Y)
            {
                (p, q) = (q, p);
            }
            int y = (int)MathF.Ceiling(MathF.Max(p.Y, 0) - 0.5f), end = (int)MathF.Floor(MathF.Min(q.Y, spec.SizeY) - 0.5f);
            if (y > end)
            {
                continue;
            }
            float slope = q.Y > p.Y ? (q.Z - p.Z) / (q.Y - p.Y) : 0, low = MathF.Min(p.Z, q.Z), high = MathF.Max(p.Z, q.Z);
            for (; y <= end; y++)
            {
                Point(new(at, y + 0.5f, Math.Clamp(p.Z + slope * (y + 0.5f - p.Y), low, high)), key);
            }
        }
    }

    // From one layer to the next the triangle hardly moves sideways.
    private static bool IsSteep(Vector3 u, Vector3 v)
    {
        float x = u.Y * v.Z - u.Z * v.Y, y = u.Z * v.X - u.X * v.Z, z = u.X * v.Y - u.Y * v.X;
        return z * z <= Drift * Drift * (x * x + y * y);
    }

    // A steep triangle: points on its edges, and on its level line in the middle of each layer.
    private void Steep(Vector3 a, Vector3 b, Vector3 c, uint key)
    {
        Edge(a, b, key);
        Edge(b, c, key);
        Edge(c, a, key);
        Sort(ref a, ref b, ref c, a.Z, b.Z, c.Z);
        int first = (int)MathF.Ceiling(MathF.Max(a.Z, lowestLayer) - 0.5f), last = (int)MathF.Floor(MathF.Min(c.Z, spec.SizeZ) - 0.5f);
        for (int z = first; z <= last; z++)
        {
            float at = z + 0.5f;
            Vector3 p = Between(a, c, Share(a.Z, c.Z, at)), q = at < b.Z ? Between(a, b, Share(a.Z, b.Z, at)) : Between(b, c, Share(b.Z, c.Z, at));
            (p.Z, q.Z) = (at, at);
            Edge(p, q, key);
        }
    }

    // Corners by a rising number.
    private static void Sort(ref Vector3 a, ref Vector3 b, ref Vector3 c, float ofA, float ofB, float ofC)
    {
        if (ofA > ofB)
        {
            (a, b, ofA, ofB) = (b, a, ofB, ofA);
        }
        if (ofB > ofC)
        {
            (b, c, ofB) = (c, b, ofC);
        }
        if (ofA > ofB)
        {
            (a, b) = (b, a);
        }
    }

    private static float Share(float from, float to, float at) => to > from ? Math.Clamp((at - from) / (to - from), 0, 1) : 0;

    // A point of an edge; no rounding takes it out of the edge's box.
    private static Vector3 Between(Vector3 from, Vector3 to, float share) =>
        Vector3.Min(Vector3.Max(from + (to - from) * share, Vector3.Min(from, to)), Vector3.Max(from, to));

    private void Edge(Vector3 from, Vector3 to, uint key)
    {
        Vector3 along = to - from;
        float first = 0, last = 1;
        if (!Clip(from.X, along.X, 0, spec.SizeX, ref first, ref last) || !Clip(from.Y, along.Y, 0, spec.SizeY, ref first, ref last)
            || !Clip(from.Z, along.Z, lowestLayer, spec.SizeZ, ref first, ref last))
        {
            return;
        }
        int count = (int)MathF.Ceiling(MathF.Sqrt(Squared(along)) * (last - first) / Spacing);
        float step = count > 0 ? (last - first) / count : 0;
        for (int k = 0; k <= count; k++)
        {
            Vector3 p = Between(from, to, first + step * k);
            if (IsInside(p))
            {
                Point(p, key);
            }
        }
    }

    private bool IsInside(Vector3 p) => p.X >= 0 && p.Y >= 0 && p.Z >= lowestLayer && p.X < spec.SizeX && p.Y < spec.SizeY && p.Z < spec.SizeZ;

    // The part of a line that lies between two places of an axis.
    private static bool Clip(float from, float along, int lower, int upper, ref float first, ref float last)
    {
        if (along != 0)
        {
            float low = (lower - from) / along, high = (upper - from) / along;
            first = MathF.Max(first, MathF.Min(low, high));
            last = MathF.Min(last, MathF.Max(low, high));
        }
        return first <= last;
    }

    // Points of the triangle in rows parallel to the edge from b to c.
    private void Rows(Vector3 a, Vector3 b, Vector3 c, uint key, bool inside)
    {
        float side = MathF.Sqrt(MathF.Max(Squared(b - a), Squared(c - a))), width = MathF.Sqrt(Squared(c - b));
        int rows = Math.Max(1, (int)MathF.Ceiling(side / Spacing));
        for (int i = 0; i <= rows; i++)
        {
            float share = (float)i / rows;
            int count = (int)MathF.Ceiling(width * share / Spacing);
            Vector3 from = a + (b - a) * share, step = count > 0 ? (c - b) * (share / count) : Vector3.Zero;
            for (int k = 0; k <= count; k++)
            {
                Vector3 p = from + step * k;
                if (inside || IsInside(p))
                {
                    Point(p, key);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Point(Vector3 p, uint key)
    {
        Vector128<float> at = p.AsVector128Unsafe();
        Vector128<int> voxel = Vector128.ConvertToInt32Native(at);
        Vector128<float> within = at - Vector128.ConvertToSingle(voxel);
        key |= OccupancyRank.Place(within[0] - 0.5f, within[1] - 0.5f, within[2]);
        int index = (voxel[0] * spec.SizeY + voxel[1]) * spec.SizeZ + voxel[2];
        if (key < Keys[index])
        {
            Keys[index] = key;
            Vector128<int> place = Vector128.ConvertToInt32Native(within * 1024);
            places[index] = (uint)place[0] | (uint)place[1] << 10 | (uint)place[2] << 20;
        }
    }

    private static float Squared(Vector3 d) => d.X * d.X + d.Y * d.Y + d.Z * d.Z;
}
