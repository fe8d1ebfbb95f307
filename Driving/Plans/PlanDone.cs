namespace VoxPilot.Driving;

/// <summary>The plan is complete.</summary>
/// <param name="Plan">All of it.</param>
public sealed record PlanDone(Plan Plan) : PlanEvent;
