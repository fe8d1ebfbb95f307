using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes.Maps;

/// <summary>A polygon with its points in place, map frame.</summary>
/// <param name="Exterior">Its outline; the last point joins the first.</param>
/// <param name="Holes">What is cut out.</param>
public sealed record MapOutline(IReadOnlyList<Vector2D> Exterior, IReadOnlyList<IReadOnlyList<Vector2D>> Holes)
{
    /// <summary>True if the point lies inside and in no hole.</summary>
    public bool Contains(Vector2D p) => Inside(Exterior, p) && !Holes.Any(hole => Inside(hole, p));

    // Even-odd rule.
    private static bool Inside(IReadOnlyList<Vector2D> outline, Vector2D p)
    {
        bool inside = false;
        for (int i = 0, j = outline.Count - 1; i < outline.Count; j = i++)
        {
            (Vector2D a, Vector2D b) = (outline[i], outline[j]);
            if (a.Y > p.Y != b.Y > p.Y && p.X < (b.X - a.X) * (p.Y - a.Y) / (b.Y - a.Y) + a.X)
            {
                inside = !inside;
            }
        }
        return inside;
    }
}
