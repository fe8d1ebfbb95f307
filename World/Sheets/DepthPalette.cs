namespace VoxPilot.World.Sheets;

/// <summary>Colours of depth: near is warm, far is cold, nothing is black. The scale is logarithmic from 1 to 80 m.</summary>
public static class DepthPalette
{
    private static readonly (double At, int Color)[] Stops =
        [(0, 0xFFF3B0), (0.25, 0xFFB347), (0.45, 0xE5507A), (0.65, 0x8A3FB5), (0.85, 0x2F4FA8), (1, 0x14233F)];

    /// <summary>Colour of a depth in metres; 0 means that there is none.</summary>
    public static int Of(double metres)
    {
        if (metres <= 0 || double.IsInfinity(metres))
        {
            return 0x05060A;
        }
        double t = Math.Clamp(Numerics.Elementary.Log(metres) / Numerics.Elementary.Log(80.0), 0, 1);
        int i = 1;
        while (i < Stops.Length - 1 && t > Stops[i].At)
        {
            i++;
        }
        double share = (t - Stops[i - 1].At) / (Stops[i].At - Stops[i - 1].At);
        int Part(int shift) => (int)((Stops[i - 1].Color >> shift & 255) * (1 - share) + (Stops[i].Color >> shift & 255) * share) << shift;
        return Part(16) | Part(8) | Part(0);
    }
}
