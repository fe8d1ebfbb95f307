using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Generation;

/// <summary>nuScenes' mask of a map: a grey PNG, 10 pixels per metre, the origin below left, 255 where the ground is a driveable surface.</summary>
internal static class DrivableMask
{
    public static byte[] Png(Town town, MapFrame map)
    {
        int width = (int)Math.Ceiling(map.Size.X * MapFrame.PixelsPerMetre), height = (int)Math.Ceiling(map.Size.Y * MapFrame.PixelsPerMetre);
        byte[] pixels = new byte[width * height];
        List<double> cuts = [];
        foreach (GroundArea area in town.Ground) // a later area lies on top
        {
            byte value = area.Class == OccupancyClass.DriveableSurface ? (byte)255 : (byte)0;
            List<Vector2D[]> rings = [.. area.Shape.Holes.Prepend(area.Shape.Outline).Select(ring => ring.Select(p => map.Of(p) * MapFrame.PixelsPerMetre).ToArray())];
            int low = Math.Max(0, (int)Math.Floor(rings[0].Min(p => p.Y))), high = Math.Min(height - 1, (int)Math.Ceiling(rings[0].Max(p => p.Y)));
            for (int row = low; row <= high; row++)
            {
                Cut(rings, row + 0.5, cuts);
                for (int k = 0; k + 1 < cuts.Count; k += 2)
                {
                    int from = Math.Max(0, (int)Math.Ceiling(cuts[k] - 0.5)), to = Math.Min(width - 1, (int)Math.Floor(cuts[k + 1] - 0.5));
                    if (from <= to)
                    {
                        pixels.AsSpan((height - 1 - row) * width + from, to - from + 1).Fill(value);
                    }
                }
            }
        }
        return ImageEncoding.ToGreyPng(pixels, width, height);
    }

    // Where a row of pixel middles enters and leaves the polygon, rising.
    private static void Cut(List<Vector2D[]> rings, double y, List<double> cuts)
    {
        cuts.Clear();
        foreach (Vector2D[] ring in rings)
        {
            for (int i = 0, j = ring.Length - 1; i < ring.Length; j = i++)
            {
                if (ring[i].Y > y != ring[j].Y > y)
                {
                    cuts.Add(ring[i].X + (y - ring[i].Y) * (ring[j].X - ring[i].X) / (ring[j].Y - ring[i].Y));
                }
            }
        }
        cuts.Sort();
    }
}
