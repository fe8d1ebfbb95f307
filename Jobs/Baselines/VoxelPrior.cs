using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;

namespace VoxPilot.Jobs.Baselines;

/// <summary>
/// The floor of an occupancy network: one grid for every frame, with the label that each voxel had in the training split. What does not beat
/// it has not looked at the pictures.
/// </summary>
/// <param name="Grid">The grid.</param>
/// <param name="MostFrequent">The same of the most frequent labels: the stronger floor for the IoU of occupied against free.</param>
/// <param name="Keyframes">Key frames that it was fitted on.</param>
/// <param name="TrainingMeanIoU">Mean IoU on those very key frames over the classes that occur in them, 0 to 1.</param>
public sealed record VoxelPrior(OccupancyGrid Grid, OccupancyGrid MostFrequent, int Keyframes, double TrainingMeanIoU)
{
    /// <summary>Identifier in reports.</summary>
    public const string Id = "voxel-prior";

    /// <summary>Counts labels and decides.</summary>
    /// <param name="dataset">The training split, with Occ3D's labels.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Gets the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="DatasetException">A key frame has no labels, or no camera mask where that is asked for.</exception>
    public static VoxelPrior Fit(
        IDriveDataset dataset, VoxelPriorOptions? options = null, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaximumKeyframes, nameof(options));
        if (dataset.Count == 0)
        {
            throw new DatasetException($"{dataset.Name} has no key frames; a prior needs at least one with Occ3D's labels.", dataset.Name);
        }
        int count = Math.Min(options.MaximumKeyframes, dataset.Count);
        VoxelCounts counts = new(GridSpec.Occ3D);
        Lock gate = new();
        Reading.Each(count, i =>
        {
            int index = (int)((long)i * dataset.Count / count);
            Occ3DLabels labels = dataset.Read(index, KeyframeParts.Occupancy).Occupancy ?? throw Missing("Occ3D's labels");
            byte[]? mask = options.CameraMask ? labels.MaskCamera ?? throw Missing("a camera mask") : null;
            lock (gate)
            {
                counts.Add(labels.Grid.Labels, mask);
                progress?.Report((double)counts.Keyframes / count);
            }

            DatasetException Missing(string what) =>
                new($"{dataset.Name}: key frame {dataset.Token(index)} has no {what}, and the prior per voxel is made of them.", $"gts/{dataset.Scene(index)}/{dataset.Token(index)}/labels.npz", dataset.Token(index));
        }, cancellation);
        (OccupancyGrid grid, double miou) = counts.Decide(options.Rule);
        return new(grid, counts.Decide(VoxelPriorRule.MostFrequent).Grid, count, miou);
    }
}
