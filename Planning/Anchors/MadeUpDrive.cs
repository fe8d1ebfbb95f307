using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>Three seconds of a made-up drive.</summary>
/// <param name="Command">What the route asked for.</param>
/// <param name="Start">The car's state at the start.</param>
/// <param name="Trajectory">Where it went, with headings.</param>
public sealed record MadeUpDrive(Command Command, EgoState Start, Trajectory Trajectory);
