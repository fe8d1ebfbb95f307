using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A piece of ground.</summary>
/// <param name="Shape">What it covers.</param>
/// <param name="Class">Driveable surface, other flat ground, pavement or terrain.</param>
/// <param name="Material">What it is made of.</param>
/// <param name="Height">Its height, metres: 0 for carriageways; sides down to 0 are kerbs. Terrain follows <see cref="Town.TerrainHeight"/> instead.</param>
public sealed record GroundArea(Area Shape, OccupancyClass Class, GroundMaterial Material, double Height)
{
    private readonly Vector2D low = new(Shape.Outline.Min(p => p.X), Shape.Outline.Min(p => p.Y));
    private readonly Vector2D high = new(Shape.Outline.Max(p => p.X), Shape.Outline.Max(p => p.Y));

    /// <summary>True if the point lies on it.</summary>
    public bool Contains(Vector2D p) => p.X >= low.X && p.X <= high.X && p.Y >= low.Y && p.Y <= high.Y && Shape.Contains(p);
}
