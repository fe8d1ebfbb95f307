using VoxPilot.Core;

namespace VoxPilot.World.Sheets;

/// <summary>Colours of the Occ3D classes, 0xRRGGBB: those of the page.</summary>
public static class ClassPalette
{
    private static readonly int[] Colors =
    [
        0x8D8D8D, 0xFF8A3D, 0xFFB3C6, 0xFFD23F, 0x2F9BFF, 0xC77D2E, 0xE05CCF, 0xFF3B5C, 0xFFE98A, 0x9A6A4F, 0xA06BFF,
        0x5A6478, 0x7D5F72, 0x8A7FB8, 0x8FB573, 0xC9C2B4, 0x3FAE62, 0xBFD9F2,
    ];

    /// <summary>Colour of a label; the last one is the sky's.</summary>
    public static int Of(int label) => Colors[Math.Min(label, (int)OccupancyClass.Free)];

    /// <summary>The colour made darker or lighter.</summary>
    public static int Shaded(int color, double factor)
    {
        int Part(int shift) => (int)Math.Clamp((color >> shift & 255) * factor, 0, 255) << shift;
        return Part(16) | Part(8) | Part(0);
    }
}
