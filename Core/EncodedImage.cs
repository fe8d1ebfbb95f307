namespace VoxPilot.Core;

/// <summary>An image as it came: JPEG or PNG bytes whose header has been read and checked.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Format">How it is encoded.</param>
/// <param name="Width">Pixels, from the header.</param>
/// <param name="Height">Pixels, from the header.</param>
public sealed record EncodedImage(ReadOnlyMemory<byte> Bytes, ImageFormat Format, int Width, int Height);
