namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>The detections of a key frame.</summary>
/// <param name="Sample">Token of the sample.</param>
/// <param name="Boxes">Its boxes in the order of the file, map frame.</param>
public readonly record struct DetectionFrame(string Sample, DetectionBox[] Boxes);
