namespace VoxPilot.World.Towns;

/// <summary>A stretch of a junction's lane that cannot be used at the same time as a stretch of another.</summary>
/// <param name="Lane">The other lane.</param>
/// <param name="From">Where the stretch begins on this lane, arc length.</param>
/// <param name="To">Where it ends on this lane.</param>
/// <param name="OtherFrom">Where it begins on the other lane.</param>
/// <param name="OtherTo">Where it ends on the other lane.</param>
/// <param name="GivesWay">True if who drives on this lane lets who drives on the other go first. Of the two lanes exactly one gives way.</param>
public sealed record LaneConflict(int Lane, double From, double To, double OtherFrom, double OtherTo, bool GivesWay);
