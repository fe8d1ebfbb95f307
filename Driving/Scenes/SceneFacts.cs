using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>What is known of a scene besides its images.</summary>
/// <param name="Ego">The car's state; null where unknown.</param>
/// <param name="Seen">The car's state as the frames show it (<see cref="Perception.VisualOdometry"/>); null for a first frame.</param>
/// <param name="Command">The route's command; null where unknown.</param>
/// <param name="Location">Where the car drives; null where unknown.</param>
/// <param name="Seed">Seed of the scene.</param>
internal sealed record SceneFacts(EgoState? Ego, EgoState? Seen, Command? Command, string? Location, ulong Seed)
{
    /// <summary>The state that networks are told: what the car says of itself, else what its images show.</summary>
    /// <param name="ignoreEgo">True: as if the car had said nothing.</param>
    public EgoState? Known(bool ignoreEgo) => ignoreEgo ? Seen : Ego ?? Seen;
}
