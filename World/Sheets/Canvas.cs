using VoxPilot.Core.Imaging;

namespace VoxPilot.World.Sheets;

/// <summary>A picture to draw on: pixels, lines, filled polygons, other pictures, words.</summary>
public sealed class Canvas
{
    /// <summary>A picture of one colour.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="background">Its colour, 0xRRGGBB.</param>
    public Canvas(int width, int height, int background = 0x14161B)
    {
        Image = new(width, height);
        Fill(0, 0, width, height, background);
    }

    /// <summary>The picture.</summary>
    public RgbImage Image { get; }

    /// <summary>Columns.</summary>
    public int Width => Image.Width;

    /// <summary>Rows.</summary>
    public int Height => Image.Height;

    /// <summary>Sets a pixel to a colour 0xRRGGBB; outside, nothing happens.</summary>
    public void Set(int x, int y, int color)
    {
        if ((uint)x < (uint)Width && (uint)y < (uint)Height)
        {
            int at = 3 * (y * Width + x);
            Image.Pixels[at] = (byte)(color >> 16);
            Image.Pixels[at + 1] = (byte)(color >> 8);
            Image.Pixels[at + 2] = (byte)color;
        }
    }

    /// <summary>Fills a rectangle.</summary>
    public void Fill(int left, int top, int width, int height, int color)
    {
        for (int y = top; y < top + height; y++)
        {
            for (int x = left; x < left + width; x++)
            {
                Set(x, y, color);
            }
        }
    }

    /// <summary>A line one pixel wide, or more.</summary>
    public void Line(double x0, double y0, double x1, double y1, int color, int thick = 1)
    {
        int steps = (int)Math.Ceiling(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0))) + 1;
        for (int i = 0; i <= steps; i++)
        {
            double t = (double)i / steps;
            int x = (int)Math.Floor(x0 + t * (x1 - x0)), y = (int)Math.Floor(y0 + t * (y1 - y0));
            Fill(x - (thick - 1) / 2, y - (thick - 1) / 2, thick, thick, color);
        }
    }

    /// <summary>Fills a polygon (even–odd rule at pixel centres).</summary>
    public void Polygon(ReadOnlySpan<(double X, double Y)> corners, int color)
    {
        double low = double.MaxValue, high = double.MinValue;
        foreach ((_, double y) in corners)
        {
            (low, high) = (Math.Min(low, y), Math.Max(high, y));
        }
        List<double> cuts = [];
        for (int row = Math.Max(0, (int)Math.Floor(low)); row <= Math.Min(Height - 1, (int)Math.Ceiling(high)); row++)
        {
            double y = row + 0.5;
            cuts.Clear();
            for (int i = 0, j = corners.Length - 1; i < corners.Length; j = i++)
            {
                if (corners[i].Y > y != corners[j].Y > y)
                {
                    cuts.Add(corners[i].X + (y - corners[i].Y) * (corners[j].X - corners[i].X) / (corners[j].Y - corners[i].Y));
                }
            }
            cuts.Sort();
            for (int k = 0; k + 1 < cuts.Count; k += 2)
            {
                for (int x = Math.Max(0, (int)Math.Ceiling(cuts[k] - 0.5)); x <= Math.Min(Width - 1, (int)Math.Floor(cuts[k + 1] - 0.5)); x++)
                {
                    Set(x, row, color);
                }
            }
        }
    }

    /// <summary>Lays a picture over this one, scaled by repeating pixels or by averaging them.</summary>
    public void Picture(RgbImage picture, int left, int top, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);
        for (int y = 0; y < height; y++)
        {
            int y0 = y * picture.Height / height, y1 = Math.Max(y0 + 1, (y + 1) * picture.Height / height);
            for (int x = 0; x < width; x++)
            {
                int x0 = x * picture.Width / width, x1 = Math.Max(x0 + 1, (x + 1) * picture.Width / width);
                int red = 0, green = 0, blue = 0, count = (y1 - y0) * (x1 - x0);
                for (int j = y0; j < y1; j++)
                {
                    for (int i = x0; i < x1; i++)
                    {
                        int at = 3 * (j * picture.Width + i);
                        red += picture.Pixels[at];
                        green += picture.Pixels[at + 1];
                        blue += picture.Pixels[at + 2];
                    }
                }
                Set(left + x, top + y, red / count << 16 | green / count << 8 | blue / count);
            }
        }
    }

    /// <summary>Writes words in capitals; returns where they end.</summary>
    public int Words(string text, int left, int top, int color = 0xE8EAF0, int dot = 2)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (char c in text)
        {
            int glyph = PixelFont.Glyph(c);
            for (int i = 0; i < PixelFont.Columns * PixelFont.Rows; i++)
            {
                if ((glyph >> PixelFont.Columns * PixelFont.Rows - 1 - i & 1) == 1)
                {
                    Fill(left + i % PixelFont.Columns * dot, top + i / PixelFont.Columns * dot, dot, dot, color);
                }
            }
            left += (PixelFont.Columns + 1) * dot;
        }
        return left;
    }
}
