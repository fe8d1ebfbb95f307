namespace VoxPilot.Driving;

/// <summary>Something that happens while a plan is made: <see cref="PlanAnchorScores"/>, <see cref="PlanDenoiseStep"/> or <see cref="PlanDone"/>.</summary>
public abstract record PlanEvent;
