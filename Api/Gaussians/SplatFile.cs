using System.Buffers.Binary;
using VoxPilot.Driving;

namespace VoxPilot.Api.Gaussians;

/// <summary>
/// Gaussians as a .splat file, which viewers of 3D Gaussian splats open (docs/formats.md): 32 bytes each, little-endian: mean 3 × float32, scale 3 × float32,
/// red, green, blue, opacity a byte each, quaternion w, x, y, z a byte each as 128 + 128 q. Those that show most come first.
/// </summary>
internal static class SplatFile
{
    /// <summary>Content type of the answer.</summary>
    public const string ContentType = "application/vnd.voxpilot.splat";

    /// <summary>Bytes of a Gaussian.</summary>
    public const int Stride = 32;

    /// <summary>All Gaussians from an opacity on.</summary>
    public static byte[] Write(SceneGaussians gaussians, float leastOpacity)
    {
        int[] order = [.. Enumerable.Range(0, gaussians.Count).Where(i => gaussians.Opacities[i] >= leastOpacity).OrderByDescending(i => Shown(gaussians, i))];
        byte[] bytes = new byte[Stride * order.Length];
        for (int at = 0; at < order.Length; at++)
        {
            int i = order[at];
            Span<byte> one = bytes.AsSpan(Stride * at, Stride);
            for (int axis = 0; axis < 3; axis++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(one[(4 * axis)..], gaussians.Means[3 * i + axis]);
                BinaryPrimitives.WriteSingleLittleEndian(one[(12 + 4 * axis)..], gaussians.Scales[3 * i + axis]);
                one[24 + axis] = Byte(255 * gaussians.Colors[3 * i + axis]);
            }
            one[27] = Byte(255 * gaussians.Opacities[i]);
            for (int part = 0; part < 4; part++)
            {
                one[28 + part] = Byte(128 + 128 * gaussians.Rotations[4 * i + part]);
            }
        }
        return bytes;
    }

    // Opacity times the area that it covers.
    private static float Shown(SceneGaussians gaussians, int i)
    {
        ReadOnlySpan<float> s = gaussians.Scales.AsSpan(3 * i, 3);
        return gaussians.Opacities[i] * Math.Max(s[0] * s[1], Math.Max(s[1] * s[2], s[2] * s[0]));
    }

    private static byte Byte(float value) => (byte)Math.Clamp(MathF.Round(value), 0, 255);
}
