using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception;

/// <summary>What the encoder must know of one frame beside its features: its cameras and where the car stood.</summary>
/// <param name="Rig">The cameras as they were mounted, with their full-size images.</param>
/// <param name="EgoToWorld">The car's pose in a frame of reference that all frames of a sequence share; null if unknown.</param>
public sealed record FrameView(Rig Rig, Pose? EgoToWorld);
