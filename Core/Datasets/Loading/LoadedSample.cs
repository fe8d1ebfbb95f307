namespace VoxPilot.Core.Datasets.Loading;

/// <summary>What became of a draw: a sample, or a fault.</summary>
/// <param name="Draw">The draw.</param>
/// <param name="Sample">The sample, if all went well.</param>
/// <param name="Fault">What went wrong otherwise; a <see cref="DatasetException"/> where the data is at fault.</param>
internal sealed record LoadedSample(EpochDraw Draw, TrainingSample? Sample, Exception? Fault);
