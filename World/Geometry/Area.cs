using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Geometry;

/// <summary>A polygon of the ground plane: its outline counter-clockwise, without repeating the first point, and its holes clockwise.</summary>
/// <param name="Outline">Corners, counter-clockwise.</param>
/// <param name="Holes">Outlines of what is cut out, clockwise.</param>
public sealed record Area(IReadOnlyList<Vector2D> Outline, IReadOnlyList<IReadOnlyList<Vector2D>> Holes)
{
    /// <summary>A polygon without holes.</summary>
    public Area(IReadOnlyList<Vector2D> outline) : this(outline, [])
    {
    }

    /// <summary>True if the point lies inside (even–odd rule over outline and holes).</summary>
    public bool Contains(Vector2D p)
    {
        bool inside = Inside(Outline, p);
        for (int i = 0; i < Holes.Count; i++)
        {
            inside ^= Inside(Holes[i], p);
        }
        return inside;
    }

    /// <summary>Signed area of a ring in m², positive if it runs counter-clockwise.</summary>
    public static double SignedArea(IReadOnlyList<Vector2D> ring)
    {
        double sum = 0;
        for (int i = 0; i < ring.Count; i++)
        {
            sum += Vector2D.Cross(ring[i], ring[(i + 1) % ring.Count]);
        }
        return sum / 2;
    }

    private static bool Inside(IReadOnlyList<Vector2D> ring, Vector2D p)
    {
        bool inside = false;
        for (int i = 0, j = ring.Count - 1; i < ring.Count; j = i++)
        {
            if (ring[i].Y > p.Y != ring[j].Y > p.Y && p.X < (ring[j].X - ring[i].X) * (p.Y - ring[i].Y) / (ring[j].Y - ring[i].Y) + ring[i].X)
            {
                inside = !inside;
            }
        }
        return inside;
    }
}
