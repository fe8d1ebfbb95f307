namespace VoxPilot.Jobs.Reports;

/// <summary>A picture of the report.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Png">The file's bytes.</param>
public sealed record ReportPicture(string Title, byte[] Png);
