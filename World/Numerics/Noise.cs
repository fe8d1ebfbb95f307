using System.Numerics;

namespace VoxPilot.World.Numerics;

/// <summary>Hashed value noise: the same place gives the same number on every run.</summary>
internal static class Noise
{
    /// <summary>A number in [0, 1) for a lattice point.</summary>
    public static float Hash(int x, int y, int z = 0)
    {
        uint h = (uint)x * 0x8DA6B343u ^ (uint)y * 0xD8163841u ^ (uint)z * 0xCB1AB31Fu;
        h = (h ^ h >> 15) * 0x2C1B3C6Du;
        h = (h ^ h >> 12) * 0x297A2D39u;
        return ((h ^ h >> 15) >> 8) * (1f / (1 << 24));
    }

    /// <summary>Smooth noise in [0, 1), one bump per unit.</summary>
    public static float At(Vector3 p)
    {
        int x = (int)MathF.Floor(p.X), y = (int)MathF.Floor(p.Y), z = (int)MathF.Floor(p.Z);
        float fx = Ease(p.X - x), fy = Ease(p.Y - y), fz = Ease(p.Z - z);
        float low = Mix(Mix(Hash(x, y, z), Hash(x + 1, y, z), fx), Mix(Hash(x, y + 1, z), Hash(x + 1, y + 1, z), fx), fy);
        float high = Mix(Mix(Hash(x, y, z + 1), Hash(x + 1, y, z + 1), fx), Mix(Hash(x, y + 1, z + 1), Hash(x + 1, y + 1, z + 1), fx), fy);
        return Mix(low, high, fz);
    }

    /// <summary>Smooth noise of the plane in [0, 1).</summary>
    public static float At(float x, float y)
    {
        int ix = (int)MathF.Floor(x), iy = (int)MathF.Floor(y);
        float fx = Ease(x - ix), fy = Ease(y - iy);
        return Mix(Mix(Hash(ix, iy), Hash(ix + 1, iy), fx), Mix(Hash(ix, iy + 1), Hash(ix + 1, iy + 1), fx), fy);
    }

    /// <summary>Several octaves of <see cref="At(float, float)"/>, in [0, 1).</summary>
    public static float Octaves(float x, float y, int count)
    {
        float sum = 0, weight = 0.5f, total = 0;
        for (int i = 0; i < count; i++)
        {
            sum += weight * At(x, y);
            total += weight;
            (x, y, weight) = (2.03f * x + 17.1f, 2.03f * y - 9.7f, weight / 2);
        }
        return sum / total;
    }

    private static float Ease(float t) => t * t * (3 - 2 * t);

    private static float Mix(float a, float b, float t) => a + t * (b - a);
}
