using System.Numerics;

using VoxPilot.Core;

namespace VoxPilot.World.Truth;

/// <summary>
/// Marks the voxels that triangles pass through, by points at most <see cref="Spacing"/> apart that include corners and edges: nothing is
/// too thin to be marked. Positions are in voxels from the grid's lowest corner.
/// </summary>
internal sealed class TriangleVoxels(GridSpec spec)
{
    /// <summary>Distance between points, voxels: three to a voxel, 0.13 m.</summary>
    public const float Spacing = 1f / 3;

    private const float Large = 8; // voxels; larger triangles are cut where they leave the grid
    private const float Margin = 0.01f;

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
        bool inside = low.X > Margin && low.Y > Margin && low.Z > lowestLayer + Margin && high.X < spec.SizeX - Margin && high.Y < spec.SizeY - Margin && high.Z < spec.SizeZ - Margin;
        float ab = Squared(b - a), bc = Squared(c - b), ca = Squared(a - c), longest = MathF.Max(ab, MathF.Max(bc, ca));
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
                if (inside || (p.X >= 0 && p.Y >= 0 && p.Z >= lowestLayer && p.X < spec.SizeX && p.Y < spec.SizeY && p.Z < spec.SizeZ))
                {
                    Point(p, key);
                }
            }
        }
    }

    private void Point(Vector3 p, uint key)
    {
        int x = (int)p.X, y = (int)p.Y, z = (int)p.Z, index = (x * spec.SizeY + y) * spec.SizeZ + z;
        float dx = p.X - x, dy = p.Y - y, dz = p.Z - z;
        key |= OccupancyRank.Place(dx - 0.5f, dy - 0.5f, dz);
        if (key < Keys[index])
        {
            Keys[index] = key;
            places[index] = (uint)(int)(dx * 1024) | (uint)(int)(dy * 1024) << 10 | (uint)(int)(dz * 1024) << 20;
        }
    }

    private static float Squared(Vector3 d) => d.X * d.X + d.Y * d.Y + d.Z * d.Z;
}
