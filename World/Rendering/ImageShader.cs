using System.Numerics;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Rendering;

/// <summary>
/// Gives the samples of a camera their colours and makes an image of them. Every pixel's middle is shaded; a sample between takes the mean
/// of its neighbours that show the same face, and is shaded where none does. A pixel is the mean of the nine samples in and around it,
/// with the weights of a tent.
/// </summary>
internal sealed class ImageShader
{
    private Vector3[] colors = [];
    private Vector3[] normals = [];

    /// <summary>Fills the image.</summary>
    public void Shade(RenderScene scene, ShadowMap shadows, Projection view, VisibilityBuffer seen, List<SceneItem> items, ulong noiseSeed, RgbImage image)
    {
        int length = seen.Stride * seen.Height;
        if (colors.Length < length)
        {
            (colors, normals) = (new Vector3[length], new Vector3[length]);
        }
        PointShader points = new(scene, shadows, view, seen, items, colors);
        for (int y = 1; y < seen.Height; y += 2)
        {
            for (int x = 1; x < seen.Width; x += 2)
            {
                int at = y * seen.Stride + x;
                colors[at] = points.Light(x, y, out normals[at]);
            }
        }
        for (int y = 0; y < seen.Height; y++)
        {
            for (int x = 0; x < seen.Width; x += 1 + (y & 1))
            {
                Between(points, seen, x, y);
            }
        }
        Develop(scene.Light, seen, noiseSeed, image);
    }

    // A sample that is no pixel's middle.
    private void Between(PointShader points, VisibilityBuffer seen, int x, int y)
    {
        int stride = seen.Stride, at = y * stride + x, id = seen.Ids[at];
        int left = (x & 1) == 0 ? -1 : 0, right = (x & 1) == 0 ? 1 : 0, up = (y & 1) == 0 ? -1 : 0, down = (y & 1) == 0 ? 1 : 0;
        left = x + left < 0 ? 1 : left;
        right = x + right >= seen.Width ? -1 : right;
        up = y + up < 0 ? 1 : up;
        down = y + down >= seen.Height ? -1 : down;
        int a = at + up * stride + left, b = at + up * stride + right, c = at + down * stride + left, d = at + down * stride + right;
        int ia = seen.Ids[a], ib = seen.Ids[b], ic = seen.Ids[c], idd = seen.Ids[d];
        if (ia == id && ib == id && ic == id && idd == id)
        {
            colors[at] = 0.25f * (colors[a] + colors[b] + colors[c] + colors[d]);
            return;
        }
        Vector3 sum = Vector3.Zero;
        int count = 0;
        Take(a, ia);
        Take(b, ib);
        Take(c, ic);
        Take(d, idd);
        colors[at] = count > 0 ? sum * (1f / count) : points.Light(x, y, out _);

        void Take(int neighbour, int other)
        {
            if (points.SameFace(id, other, normals[neighbour]))
            {
                sum += colors[neighbour];
                count++;
            }
        }
    }

    private void Develop(Daylight light, VisibilityBuffer seen, ulong noiseSeed, RgbImage image)
    {
        (int width, int height, int stride) = (image.Width, image.Height, seen.Stride);
        ulong seed = RandomStream.Mix(noiseSeed);
        float exposure = light.Exposure / 16;
        for (int j = 0; j < height; j++)
        {
            float dy = (2f * j + 1) / height - 1;
            for (int i = 0; i < width; i++)
            {
                int at = (2 * j + 1) * stride + 2 * i + 1;
                Vector3 sum = 4 * colors[at] + 2 * (colors[at - 1] + colors[at + 1] + colors[at - stride] + colors[at + stride])
                    + (colors[at - stride - 1] + colors[at - stride + 1] + colors[at + stride - 1] + colors[at + stride + 1]);
                float dx = (2f * i + 1) / width - 1;
                sum += Rain(light, i, j, width, seed) * light.FromSky;
                sum *= exposure * (1 - 0.07f * (dx * dx + dy * dy));
                ulong bits = RandomStream.Mix(seed + (ulong)(j * width + i));
                // Two uniform numbers make a triangle; a little of it is common to the channels.
                float common = Triangle(bits >> 48), red = Triangle(bits >> 32), green = Triangle(bits >> 16), blue = Triangle(bits);
                int to = 3 * (j * width + i);
                image.Pixels[to] = Level(sum.X, common + red);
                image.Pixels[to + 1] = Level(sum.Y, common + 0.7f * green);
                image.Pixels[to + 2] = Level(sum.Z, common + 1.2f * blue);
            }
        }
    }

    // Streaks of falling drops: slanted cells of the image, few of them lit, faint.
    private static float Rain(Daylight light, int i, int j, int width, ulong seed)
    {
        if (light.Rain <= 0)
        {
            return 0;
        }
        float scale = 320f / width, sum = 0;
        for (int layer = 0; layer < 2; layer++)
        {
            float x = (i + 0.5f + (0.12f + 0.05f * layer) * j) * scale * (2 - layer), y = (j + 0.5f) * scale / (18 - 6 * layer);
            int column = (int)x;
            y += 7 * Noise.Hash(column, layer, (int)(seed & 0xFFFF));
            float lit = Noise.Hash(column, (int)y, (int)(seed >> 40 & 0xFFFF) + layer);
            float along = y - (int)y, across = Math.Abs(x - column - 0.5f);
            sum += lit < 0.14f ? along * (1 - along) * 4 * (1 - across) : 0;
        }
        return sum * light.Rain;
    }

    private static float Triangle(ulong bits) => ((int)(bits & 255) - (int)(bits >> 8 & 255)) * (1f / 255);

    // Photons come at random: noise grows with the root of light.
    private static byte Level(float light, float noise)
    {
        float value = Curves.Develop(light);
        return (byte)Math.Clamp(value + noise * (0.7f + 0.014f * MathF.Sqrt(Math.Max(0, 255 * value))) + 0.5f, 0, 255);
    }
}
