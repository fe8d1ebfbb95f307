namespace VoxPilot.World.Traffic;

/// <summary>The whole traffic at one time.</summary>
/// <param name="Time">Seconds since the recording began.</param>
/// <param name="Ego">Our own car.</param>
/// <param name="Agents">Everything else that has a box, standing things included; agents that have left the town are not listed.</param>
public sealed record Moment(double Time, EgoMotion Ego, IReadOnlyList<AgentState> Agents);
