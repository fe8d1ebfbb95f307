namespace VoxPilot.Jobs.Store;

/// <summary>A figure of a job at a step.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Name">Its name: loss, pts.3, preview.miou …</param>
/// <param name="Value">Its value.</param>
public sealed record MetricRow(int Step, string Name, double Value);
