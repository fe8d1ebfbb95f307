namespace VoxPilot.Core.Imaging;

/// <summary>How large an encoded image may be; checked on the file's header, before anything is decoded.</summary>
public sealed record ImageLimits
{
    /// <summary>Default of <see cref="MaxBytes"/>: 12 MB.</summary>
    public const int DefaultMaxBytes = 12_000_000;

    /// <summary>Default of <see cref="MaxPixels"/>: 4096 × 4096.</summary>
    public const long DefaultMaxPixels = 4096L * 4096;

    /// <summary>The defaults.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>Most bytes of a file.</summary>
    public int MaxBytes { get; init; } = DefaultMaxBytes;

    /// <summary>Most pixels (width × height).</summary>
    public long MaxPixels { get; init; } = DefaultMaxPixels;
}
