using static TorchSharp.torch;

namespace VoxPilot.Llm;

// B batch, T places, H heads, W width of a head

/// <summary>
/// Rotary position embedding in Hugging Face's order: numbers i and i + W/2 of a head are turned together, by place · base^(−2i/W).
/// </summary>
/// <param name="Cos">(B, 1, T, W).</param>
/// <param name="Sin">(B, 1, T, W).</param>
internal sealed record RotaryTable(Tensor Cos, Tensor Sin)
{
    /// <summary>For places (B, T) of 64-bit integers.</summary>
    public static RotaryTable Of(Tensor places, LanguageConfig config)
    {
        var half = config.HeadWidth / 2;
        var frequencies = tensor([.. Enumerable.Range(0, half).Select(i => (float)Math.Pow(config.RopeBase, -(double)i / half))], device: places.device);
        var angles = places.to_type(ScalarType.Float32).unsqueeze(-1) * frequencies;   // (B, T, W/2)
        var both = cat([angles, angles], -1).unsqueeze(1);                             // (B, 1, T, W)
        return new(both.cos(), both.sin());
    }

    /// <summary>Queries or keys (B, H, T, W), turned.</summary>
    public Tensor Turn(Tensor x)
    {
        var half = x.shape[^1] / 2;
        var turned = cat([-x.narrow(-1, half, half), x.narrow(-1, 0, half)], -1);
        return x * Cos.to_type(x.dtype) + turned * Sin.to_type(x.dtype);
    }
}
