namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>How far it is.</summary>
/// <param name="Stage">Who drives, or what else is done.</param>
/// <param name="Done">Routes (film strips) that are done.</param>
/// <param name="Total">Routes (film strips) in all.</param>
/// <param name="Steps">Half seconds driven so far by this driver.</param>
public readonly record struct ClosedLoopProgress(string Stage, int Done, int Total, long Steps);
