namespace VoxPilot.Jobs.Store;

/// <summary>How far a running job is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Epoch">Epoch of the last batch, from 0; null where there are none.</param>
/// <param name="SamplesPerSecond">Throughput; null where it is not known.</param>
/// <param name="EtaSeconds">Seconds that are left at this pace; null where that is not known.</param>
public sealed record JobProgress(int Step, int Steps, int? Epoch, double? SamplesPerSecond, double? EtaSeconds);
