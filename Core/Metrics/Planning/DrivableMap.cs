using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>Where cars can drive at one location, ready to be asked around the car: polygons with their bounds, in the map's order. Several threads may ask at once.</summary>
public sealed class DrivableMap
{
    /// <summary>Half the side of the square around the car that is kept, metres: OmniDrive's grid reaches 50.</summary>
    public const double Reach = 60;

    private readonly (MapOutline Outline, Bounds Bounds)[] areas;

    /// <summary>Of polygons in the map frame.</summary>
    public DrivableMap(IEnumerable<MapOutline> areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        this.areas = [.. areas.Select(area => (area, Bounds.Of(area.Exterior)))];
    }

    /// <summary>Reads the drivable area of a map expansion.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static DrivableMap Read(string path) => new(MapExpansion.Read(path).DrivableOutlines());

    /// <summary>The drivable area around the car, in its ego frame, cut to ±<see cref="Reach"/>.</summary>
    /// <param name="egoToMap">Where the car is; of its rotation only the heading counts, as in nuScenes' map masks.</param>
    public IReadOnlyList<MapOutline> Around(Pose egoToMap)
    {
        (double x, double y, double yaw) = (egoToMap.Translation.X, egoToMap.Translation.Y, egoToMap.Rotation.Yaw);
        (double cos, double sin) = (Math.Cos(yaw), Math.Sin(yaw));
        double reach = Reach * Math.Sqrt(2);
        List<MapOutline> found = [];
        foreach ((MapOutline outline, Bounds bounds) in areas)
        {
            if (bounds.Meets(x, y, reach))
            {
                MapOutline turned = new(Turn(outline.Exterior), [.. outline.Holes.Where(hole => Bounds.Of(hole).Meets(x, y, reach)).Select(Turn)]);
                found.AddRange(PolygonClip.ToSquare(turned, Reach));
            }
        }
        return found;

        Vector2D[] Turn(IReadOnlyList<Vector2D> ring)
        {
            Vector2D[] turned = new Vector2D[ring.Count];
            for (int i = 0; i < turned.Length; i++)
            {
                double dx = ring[i].X - x, dy = ring[i].Y - y;
                turned[i] = new(cos * dx + sin * dy, cos * dy - sin * dx);
            }
            return turned;
        }
    }

    private readonly record struct Bounds(double X0, double Y0, double X1, double Y1)
    {
        public static Bounds Of(IReadOnlyList<Vector2D> ring)
        {
            Bounds b = new(double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity);
            for (int i = 0; i < ring.Count; i++)
            {
                b = new(Math.Min(b.X0, ring[i].X), Math.Min(b.Y0, ring[i].Y), Math.Max(b.X1, ring[i].X), Math.Max(b.Y1, ring[i].Y));
            }
            return b;
        }

        public bool Meets(double x, double y, double reach) => X0 <= x + reach && X1 >= x - reach && Y0 <= y + reach && Y1 >= y - reach;
    }
}
