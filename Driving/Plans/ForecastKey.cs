using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>What a forecast depends on besides the scene: everything that decides the motion it is conditioned on.</summary>
internal readonly record struct ForecastKey(Command? Command, bool IgnoreEgo, ulong Seed);
