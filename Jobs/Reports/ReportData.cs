namespace VoxPilot.Jobs.Reports;

/// <summary>The data that was measured on.</summary>
/// <param name="Name">Name of the data set's folder, or of the routes.</param>
/// <param name="Scenes">Names of the scenes (routes), in the order in which the bootstrap counts them.</param>
/// <param name="Keyframes">Key frames (steps) in all.</param>
/// <param name="Fingerprint">SHA-256 over the tokens of all key frames in their order (over seed and number of routes): the same population has the same fingerprint.</param>
public sealed record ReportData(string Name, IReadOnlyList<string> Scenes, long Keyframes, string Fingerprint);
