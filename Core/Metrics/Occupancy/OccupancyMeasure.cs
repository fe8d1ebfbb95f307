namespace VoxPilot.Core.Metrics;

/// <summary>A figure of occupancy with its name and its rules. All are in percent, and more is better.</summary>
/// <param name="Id">Identifier: <c>occupancy.miou.camera.occ3d</c>.</param>
/// <param name="Title">What it is, as the field calls it.</param>
/// <param name="Group">Figures that belong together have the same.</param>
/// <param name="Convention">By whose rules, over which voxels.</param>
/// <param name="Measure">The figure by scene.</param>
public sealed record OccupancyMeasure(string Id, string Title, string Group, string Convention, ISceneMeasure Measure);
