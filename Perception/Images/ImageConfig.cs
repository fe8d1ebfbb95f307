using System.Text.Json.Serialization;

namespace VoxPilot.Perception;

/// <summary>
/// What the networks get from a camera: the image scaled to <see cref="Width"/>, its top rows cropped so that
/// <see cref="Height"/> rows remain, RGB, (value − mean) / std (spec/sparseoccvla.md §3.1).
/// </summary>
public sealed record ImageConfig
{
    private const int ReferenceWidth = 1600;
    private const int ReferenceHeight = 900;

    /// <summary>Columns of the network's input; a multiple of 32.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the network's input; a multiple of 32.</summary>
    public required int Height { get; init; }

    /// <summary>Means of red, green and blue, 0…255 (ImageNet).</summary>
    public float[] Mean { get; init; } = [123.675f, 116.28f, 103.53f];

    /// <summary>Standard deviations of red, green and blue (ImageNet).</summary>
    public float[] Std { get; init; } = [58.395f, 57.12f, 57.375f];

    /// <summary>Scale factor for a 1600×900 image of nuScenes.</summary>
    [JsonIgnore]
    public double Resize => (double)Width / ReferenceWidth;

    /// <summary>Rows cropped from the top of a scaled 1600×900 image.</summary>
    [JsonIgnore]
    public int CropTop => (int)Math.Round(ReferenceHeight * Resize) - Height;
}
