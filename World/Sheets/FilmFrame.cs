using VoxPilot.Core;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Sheets;

/// <summary>An instant of a drive through the closed loop.</summary>
/// <param name="Index">Number of the moment since the drive began.</param>
/// <param name="Moment">Who is where.</param>
/// <param name="Plan">The plan that is being driven.</param>
/// <param name="PlannedFrom">Where our own car was when it was made.</param>
public sealed record FilmFrame(int Index, Moment Moment, Trajectory Plan, EgoMotion PlannedFrom);
