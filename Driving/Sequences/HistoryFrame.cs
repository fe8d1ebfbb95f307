using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>A past frame of a sequence, of which the network's features are kept.</summary>
/// <typeparam name="T">The features.</typeparam>
/// <param name="Timestamp">Seconds since the Unix epoch.</param>
/// <param name="Rig">Its cameras.</param>
/// <param name="Ego">The car's state then.</param>
/// <param name="Features">What the backbone saw.</param>
internal sealed record HistoryFrame<T>(double Timestamp, Rig Rig, EgoState? Ego, T Features);
