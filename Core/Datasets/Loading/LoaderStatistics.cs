namespace VoxPilot.Core.Datasets.Loading;

/// <summary>What a loader has done so far. Data is the bottleneck where <see cref="Waited"/> is a good part of <see cref="Elapsed"/>.</summary>
/// <param name="Batches">Batches handed out.</param>
/// <param name="Samples">Samples in them.</param>
/// <param name="Skipped">Samples left out because of faults.</param>
/// <param name="Elapsed">Since the loader began.</param>
/// <param name="Waited">How long the consumer waited for samples.</param>
/// <param name="Reading">Worker time for reading files, all threads together.</param>
/// <param name="Preparing">Worker time for decoding and preparing, all threads together.</param>
public sealed record LoaderStatistics(
    long Batches, long Samples, long Skipped, TimeSpan Elapsed, TimeSpan Waited, TimeSpan Reading, TimeSpan Preparing);
