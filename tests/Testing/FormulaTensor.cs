using System.Text;

namespace VoxPilot.Testing;

/// <summary>Tensors made by a formula instead of stored: FNV-1a of a key seeds SplitMix64, whose top 24 bits become a float in [-1, 1).</summary>
public static partial class FormulaTensor
{
    private const ulong FnvOffset = 0xcbf29ce484222325;
    private const ulong FnvPrime = 0x100000001b3;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>64-bit FNV-1a hash of the key's UTF-8 bytes.</summary>
    public static ulong Hash(string key)
    {
        ulong h = FnvOffset;
        foreach (byte one in Encoding.UTF8.GetBytes(key))
        {
            h = (h ^ one) * FnvPrime;
        }

        return h;
    }

    /// <summary>Element i (row-major) is float32(float32(u·scale) + offset), u from the i-th SplitMix64 output; the addition is left out when offset is 0.</summary>
    public static float[] Values(string key, long count, float scale = 1, float offset = 0)
    {
        float[] values = new float[count];
        ulong state = Hash(key);
        for (long i = 0; i < count; i++)
        {
            ulong z = state += Golden;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            float u = (((long)(z >> 40) * 2) - (1 << 24)) / (float)(1 << 24); // exact: 25 bits with an even numerator
            float x = u * scale;
            values[i] = offset == 0 ? x : x + offset;
        }

        return values;
    }
}
