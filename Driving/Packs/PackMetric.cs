namespace VoxPilot.Driving;

/// <summary>One measured figure of a pack.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit; empty for ratios.</param>
/// <param name="Command">The command that prints it.</param>
public sealed record PackMetric(string Name, double Value, string Unit, string Command);
