namespace VoxPilot.Core;

/// <summary>Image encodings that are accepted.</summary>
public enum ImageFormat
{
    /// <summary>image/jpeg.</summary>
    Jpeg,

    /// <summary>image/png.</summary>
    Png,
}
