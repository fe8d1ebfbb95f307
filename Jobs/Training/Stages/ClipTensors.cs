using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B batch, T frames, N views

/// <summary>What the encoder takes, of a batch of clips, in the caller's dispose scope.</summary>
/// <param name="Present">Images of the present frames, (B·N, 3, H, W).</param>
/// <param name="Past">Images of older frames, (B·(T−1)·N, 3, H, W); null where T is 1.</param>
/// <param name="EgoToImage">(B, T·N, 4, 4).</param>
internal sealed record ClipTensors(Tensor Present, Tensor? Past, Tensor EgoToImage)
{
    /// <summary>How a loader makes clips for an image encoder: its size and normalisation.</summary>
    /// <param name="image">The image encoder's input.</param>
    /// <param name="clip">What is read.</param>
    public static ClipLoaderOptions Loading(ImageConfig image, ClipOptions clip) =>
        new() { Width = image.Width, Height = image.Height, Mean = image.Mean, Std = image.Std, Clip = clip };

    /// <summary>Copies a batch to a device.</summary>
    public static ClipTensors Of(IReadOnlyList<TrainingSample> samples, ImageConfig image, int frames, Device device)
    {
        int b = samples.Count, views = samples[0].EgoToImage.Length / 16, n = views / frames;
        Tensor images = stack(samples.Select(s => tensor(s.Images, [frames, n, 3, image.Height, image.Width])));   // (B, T, N, 3, H, W)
        Tensor matrices = stack(samples.Select(s => tensor(s.EgoToImage, [views, 4, 4])));
        return new(
            images.select(1, 0).flatten(0, 1).to(device),
            frames == 1 ? null : images.narrow(1, 1, frames - 1).flatten(0, 2).to(device),
            matrices.to(device));
    }

    /// <summary>
    /// Levels of all frames, (B, T·N, C, h, w), finest first. Older frames get no gradient, as upstream (spec/sparseoccvla.md §3.1,
    /// stop_prev_grad).
    /// </summary>
    public Tensor[] Levels(PerceptionModel model)
    {
        long b = EgoToImage.shape[0];
        Tensor[] now = [.. model.Images.forward(Present).Select(level => level.unflatten(0, b, -1))];
        if (Past is null)
        {
            return now;
        }
        Tensor[] before = Constant(() => model.Images.forward(Past));
        return [.. now.Zip(before, (a, c) => cat([a, c.unflatten(0, b, -1)], 1))];
    }

    /// <summary>What a model sees in them.</summary>
    public OccupancyQueries Look(PerceptionModel model) => model.Look(Present, Levels(model), EgoToImage);

    /// <summary>What it sees after each layer.</summary>
    public IReadOnlyList<OccupancyQueries> Layers(PerceptionModel model) => model.Layers(Present, Levels(model), EgoToImage);

    private static Tensor[] Constant(Func<Tensor[]> run)
    {
        using IDisposable _ = no_grad();
        return run();
    }

    /// <summary>The grids of a batch; their labels are the loader's own arrays.</summary>
    public static IReadOnlyList<OccupancyGrid> Grids(IReadOnlyList<TrainingSample> samples, GridSpec spec) =>
        [.. samples.Select(s => new OccupancyGrid(spec, s.Labels ?? throw new TrainingException($"Key frame {s.Now.Token} has no occupancy labels; this stage learns from them. Give a data set with gts/.")))];

    /// <summary>The masks of what cameras see of a batch; they are the loader's own arrays.</summary>
    public static IReadOnlyList<byte[]> Masks(IReadOnlyList<TrainingSample> samples) =>
        [.. samples.Select(s => s.MaskCamera ?? throw new TrainingException($"Key frame {s.Now.Token} has no mask of what cameras see; this stage weighs voxels by it. Give a data set whose gts/ have mask_camera."))];
}
