using VoxPilot.Core.Imaging;

namespace VoxPilot.World.Truth;

/// <summary>What one camera sees.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Depth">Metres along the optical axis (not along the ray) at the middle of each pixel, row by row; +∞ for the sky.</param>
/// <param name="Classes">Label 0…16 of each pixel; 17 for the sky.</param>
/// <param name="Agents">Agent of each pixel; −1 for the town and the sky.</param>
public sealed record CameraView(RgbImage Image, float[] Depth, byte[] Classes, int[] Agents);
