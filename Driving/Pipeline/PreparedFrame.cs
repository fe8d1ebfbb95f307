using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>A frame's images as the networks take them.</summary>
/// <param name="Pixels">(N, 3, H, W) normalised values, in the rig's order.</param>
/// <param name="Rig">The cameras, with the size of the images that came.</param>
internal sealed record PreparedFrame(float[] Pixels, Rig Rig);
