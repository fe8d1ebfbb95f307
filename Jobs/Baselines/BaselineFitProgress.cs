namespace VoxPilot.Jobs.Baselines;

/// <summary>How far the fitting is.</summary>
/// <param name="What">What is done, in a few words.</param>
/// <param name="Share">Share of the whole that is done, 0 to 1.</param>
public readonly record struct BaselineFitProgress(string What, double Share);
