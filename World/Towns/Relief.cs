using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>Height of the open terrain: mounds that fade out towards streets and houses.</summary>
internal sealed class Relief
{
    /// <summary>Height of flat terrain, metres.</summary>
    public const double Flat = 0.05;

    private const double Cell = 4, Highest = 1.2;

    private readonly Vector2D low;
    private readonly int columns, rows;
    private readonly double[] share;
    private readonly float shift;

    private Relief(TownDraft town)
    {
        low = town.Low;
        (columns, rows) = ((int)((town.High.X - low.X) / Cell) + 2, (int)((town.High.Y - low.Y) / Cell) + 2);
        shift = (float)town.Stream(TownPart.Terrain).Between(0.0, 500);
        double[] distance = new double[columns * rows];
        Array.Fill(distance, 100);
        foreach (Road road in town.Roads)
        {
            double reach = Math.Max(road.Profile.Outer(1), road.Profile.Outer(-1));
            for (double s = 0; s < road.Path.Middle.Length; s += 4)
            {
                Near(distance, road.Path.Middle.At(s), reach + 2);
            }
        }
        foreach (JunctionPlan junction in town.Junctions)
        {
            foreach (Vector2D p in junction.Corners.SelectMany(corner => corner.Outer))
            {
                Near(distance, p, 4);
            }
        }
        foreach (Footprint plot in town.Buildings.Select(building => building.Plot).Concat(town.Sites))
        {
            Near(distance, plot.Centre, Math.Max(plot.Length, plot.Width) * 0.6 + 1.5);
        }
        foreach (GroundArea area in town.Ground.Where(area => area.Class == Core.OccupancyClass.OtherFlat))
        {
            foreach (Vector2D p in area.Shape.Outline)
            {
                Near(distance, p, 4);
            }
        }
        share = [.. distance.Select(d => Ease(Math.Clamp(d / 14, 0, 1)))];
    }

    /// <summary>The relief of a town whose streets and houses stand.</summary>
    public static Relief Of(TownDraft town) => new(town);

    /// <summary>Height at a place.</summary>
    public double HeightAt(Vector2D p)
    {
        double x = Math.Clamp((p.X - low.X) / Cell, 0, columns - 1.001), y = Math.Clamp((p.Y - low.Y) / Cell, 0, rows - 1.001);
        int i = (int)x + columns * (int)y;
        (x, y) = (x - Math.Floor(x), y - Math.Floor(y));
        double weight = (share[i] * (1 - x) + share[i + 1] * x) * (1 - y) + (share[i + columns] * (1 - x) + share[i + columns + 1] * x) * y;
        return weight <= 0 ? Flat : Flat + weight * Highest * Noise.Octaves((float)p.X / 17 + shift, (float)p.Y / 17 - shift, 2);
    }

    /// <summary>Lowers the distances around a place to those from a circle about it.</summary>
    private void Near(double[] distance, Vector2D p, double radius)
    {
        double reach = radius + 16;
        int left = Math.Max(0, (int)((p.X - reach - low.X) / Cell)), right = Math.Min(columns - 1, (int)((p.X + reach - low.X) / Cell) + 1);
        int bottom = Math.Max(0, (int)((p.Y - reach - low.Y) / Cell)), top = Math.Min(rows - 1, (int)((p.Y + reach - low.Y) / Cell) + 1);
        for (int y = bottom; y <= top; y++)
        {
            for (int x = left; x <= right; x++)
            {
                double away = (new Vector2D(low.X + x * Cell, low.Y + y * Cell) - p).Length - radius - Cell;
                distance[y * columns + x] = Math.Min(distance[y * columns + x], Math.Max(0, away));
            }
        }
    }

    private static double Ease(double t) => t * t * (3 - 2 * t);
}
