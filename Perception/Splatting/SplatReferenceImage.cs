namespace VoxPilot.Perception;

/// <summary>What <see cref="SplatRasterizerReference"/> gives.</summary>
public sealed class SplatReferenceImage
{
    /// <summary>Empty images.</summary>
    public SplatReferenceImage(SplatShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int pixels = shape.Images * shape.Pixels;
        (Colors, Depth, Alpha, Transmittance) = (new double[pixels * shape.C], new double[pixels], new double[pixels], new double[pixels]);
        (Last, IsMarginal) = (new int[pixels], new bool[pixels]);
        Array.Fill(Transmittance, 1);
        Array.Fill(Last, -1);
    }

    /// <summary>(B, N, C, H, W).</summary>
    public double[] Colors { get; }

    /// <summary>Accumulated depth (B, N, H, W).</summary>
    public double[] Depth { get; }

    /// <summary>(B, N, H, W).</summary>
    public double[] Alpha { get; }

    /// <summary>T after the last Gaussian that was blended (B, N, H, W).</summary>
    public double[] Transmittance { get; }

    /// <summary>Place in the order of depth of the last Gaussian that was blended (B, N, H, W); −1 where none was.</summary>
    public int[] Last { get; }

    /// <summary>Pixels where another precision may decide otherwise: some o e^−σ lies within 2e-4 of the floor or the cap, or T within 1 % of the stop.</summary>
    public bool[] IsMarginal { get; }

    /// <summary>Pairs of a Gaussian and a pixel that were blended.</summary>
    public long Blended { get; set; }
}
