using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>What is known of a scene besides its images.</summary>
/// <param name="Ego">The car's state; null where unknown.</param>
/// <param name="Command">The route's command; null where unknown.</param>
/// <param name="Location">Where the car drives; null where unknown.</param>
/// <param name="Seed">Seed of the scene.</param>
internal sealed record SceneFacts(EgoState? Ego, Command? Command, string? Location, ulong Seed);
