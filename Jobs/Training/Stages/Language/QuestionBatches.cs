using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>Batches of key frames with their questions, without images: what is seen of them lies in a cache, or is told in text.</summary>
internal static class QuestionBatches
{
    /// <summary>Opens them.</summary>
    /// <param name="setup">Data and batch size.</param>
    /// <param name="parts">What is read of a key frame.</param>
    /// <param name="mirrorProbability">Share of samples from the mirrored world.</param>
    /// <param name="start">Where to start.</param>
    public static IBatchSource<TrainingBatch> Open(StageSetup setup, KeyframeParts parts, double mirrorProbability, LoaderPosition start)
    {
        ImageConfig image = setup.From.Manifest.Config.Perception.Image;
        return new ClipBatches(new(
            setup.Data,
            new()
            {
                BatchSize = setup.Training.BatchSize,
                Width = image.Width,
                Height = image.Height,
                Clip = new() { Parts = parts },
                Augmentation = new() { MirrorProbability = mirrorProbability },
                Seed = setup.Training.Seed,
                DropLast = setup.Data.Count >= setup.Training.BatchSize,
            },
            start));
    }
}
