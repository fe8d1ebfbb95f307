namespace VoxPilot.World.Simulation;

/// <summary>Something that must not happen on a drive.</summary>
/// <param name="Moment">Index of the moment.</param>
/// <param name="Agent">The agent that our own car touches; −1 if it leaves the road.</param>
public sealed record Incident(int Moment, int Agent)
{
    /// <summary>True if our own car leaves the carriageway.</summary>
    public bool LeavesRoad => Agent < 0;
}
