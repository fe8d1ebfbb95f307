namespace VoxPilot.Jobs.Reports;

/// <summary>Draws of the bootstrap over scenes.</summary>
/// <param name="Seed">Seed of the draws.</param>
/// <param name="Replicates">Number of draws.</param>
public sealed record ReportBootstrap(ulong Seed, int Replicates);
