namespace VoxPilot.Jobs.Reports;

/// <summary>What was measured.</summary>
/// <param name="Name">Name of the pack, of the driver, or of the folder of predictions.</param>
/// <param name="Hash">The pack's hash; null for anything else.</param>
/// <param name="Trained">Whether the pack was trained; null for anything else.</param>
public sealed record ReportSubject(string Name, string? Hash = null, bool? Trained = null);
