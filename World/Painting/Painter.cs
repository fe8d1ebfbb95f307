using System.Numerics;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Painting.Street;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting;

/// <summary>
/// Paints what a pinhole camera sees of a street by casting rays: sun with shadows, light of the sky, mirrored sky, haze. Pixel (i, j)
/// covers [i, i + 1) × [j, j + 1) of the image that the camera's intrinsics speak of. Pixels on edges are sampled again.
/// </summary>
internal sealed class Painter(StreetScene scene)
{
    private const float Reach = 600;
    private const float HazePerMetre = 0.0021f;
    private const float EdgeContrast = 0.055f;

    private static readonly (float X, float Y)[] Samples = [(0.375f, 0.125f), (0.875f, 0.375f), (0.625f, 0.875f), (0.125f, 0.625f), (0.5f, 0.5f)];

    /// <summary>The picture of one camera; <paramref name="egoToTown"/> says where the car is.</summary>
    public RgbImage Paint(Camera camera, Pose egoToTown)
    {
        ArgumentNullException.ThrowIfNull(camera);
        int width = camera.Width, height = camera.Height;
        Lens lens = new(camera, egoToTown * camera.SensorToEgo);
        Vector3[] once = new Vector3[width * height];
        Parallel.For(0, height, y =>
        {
            for (int x = 0; x < width; x++)
            {
                once[y * width + x] = Tint.Develop(Light(lens.Through(x + 0.5f, y + 0.5f), lens.PixelAngle));
            }
        });
        RgbImage image = new(width, height);
        Parallel.For(0, height, y =>
        {
            for (int x = 0; x < width; x++)
            {
                Vector3 color = once[y * width + x];
                if (OnEdge(once, width, height, x, y))
                {
                    color = Vector3.Zero;
                    foreach ((float dx, float dy) in Samples)
                    {
                        color += Tint.Develop(Light(lens.Through(x + dx, y + dy), lens.PixelAngle));
                    }
                    color /= Samples.Length;
                }
                int at = 3 * (y * width + x);
                (image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]) = (Level(color.X), Level(color.Y), Level(color.Z));
            }
        });
        return image;
    }

    private static byte Level(float value) => (byte)Math.Clamp(255 * value + 0.5f, 0, 255);

    private static bool OnEdge(Vector3[] colors, int width, int height, int x, int y)
    {
        Vector3 low = colors[y * width + x], high = low;
        for (int j = Math.Max(0, y - 1); j <= Math.Min(height - 1, y + 1); j++)
        {
            for (int i = Math.Max(0, x - 1); i <= Math.Min(width - 1, x + 1); i++)
            {
                low = Vector3.Min(low, colors[j * width + i]);
                high = Vector3.Max(high, colors[j * width + i]);
            }
        }
        Vector3 range = high - low;
        return Math.Max(range.X, Math.Max(range.Y, range.Z)) > EdgeContrast;
    }

    private Vector3 Light(in Ray ray, float pixelAngle)
    {
        float t = Reach;
        Shape? shape = scene.Tree.Nearest(ray, ref t, out int face);
        float down = ray.Direction.Z < -1e-5f ? -ray.Origin.Z / ray.Direction.Z : float.MaxValue;
        if (shape is null && down >= Reach)
        {
            return scene.Sky.Seen(ray.Direction);
        }
        bool ground = down < t;
        t = Math.Min(t, down);
        Vector3 point = ray.At(t), local = point, localNormal = Vector3.UnitZ, normal = Vector3.UnitZ;
        if (!ground)
        {
            shape!.Describe(point, face, out local, out localNormal, out normal);
        }
        float facing = Math.Abs(Vector3.Dot(normal, ray.Direction));
        normal = Vector3.Dot(normal, ray.Direction) > 0 ? -normal : normal;
        float blur = t * pixelAngle / MathF.Sqrt(Math.Max(facing, 0.04f));
        Surface surface = ground ? scene.Ground : shape!.Surface;
        Look look = surface.At(new(point, local, localNormal, normal, blur));
        Vector3 light = Shade(look, ray.Direction, point, normal, facing);
        float haze = 1 - MathF.Exp(-HazePerMetre * Math.Max(0, t - 12));
        return Tint.Mix(light, scene.Sky.Haze(ray.Direction), haze);
    }

    private Vector3 Shade(in Look look, Vector3 direction, Vector3 point, Vector3 normal, float facing)
    {
        Sky sky = scene.Sky;
        float towards = Vector3.Dot(normal, sky.ToSun);
        bool lit = (towards > 0 || look.Through > 0) && !scene.Tree.Blocked(new(point + 0.012f * normal + (look.Through > 0 ? 0.06f : 0.004f) * sky.ToSun, sky.ToSun), Reach);
        Vector3 arriving = Sky.Ambient(normal) * look.Open;
        if (lit)
        {
            arriving += sky.Sunlight * (towards > 0 ? towards : -look.Through * towards);
        }
        Vector3 light = look.Color * arriving;
        if (look.Mirror > 0)
        {
            float glancing = MathF.Pow(1 - Math.Min(1, facing), 5) * Math.Min(1, look.Polish / 150);
            float share = Math.Min(0.9f, look.Mirror + (1 - look.Mirror) * glancing);
            Vector3 mirrored = Vector3.Reflect(direction, normal);
            light = Tint.Mix(light, Sky.Mirrored(mirrored) * (0.35f + 0.65f * look.Open), share);
            if (lit && towards > 0)
            {
                light += sky.Sunlight * (share * Math.Min(6, 0.05f * look.Polish) * MathF.Pow(Math.Max(0, Vector3.Dot(mirrored, sky.ToSun)), look.Polish));
            }
        }
        return light + look.Glow;
    }
}
