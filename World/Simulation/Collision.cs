namespace VoxPilot.World.Simulation;

/// <summary>Our own car touched something.</summary>
/// <param name="Agent">What it touched.</param>
/// <param name="Time">When, seconds since the simulation began.</param>
/// <param name="AtFault">False if our own car stood, or was hit from behind.</param>
public sealed record Collision(int Agent, double Time, bool AtFault);
