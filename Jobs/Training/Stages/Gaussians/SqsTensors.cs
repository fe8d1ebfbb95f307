using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B batch, N views, H × W the input, h × w what is rendered

/// <summary>A batch of the stage sqs as tensors.</summary>
/// <param name="Images">(B·N, 3, H, W), normalised.</param>
/// <param name="EgoToImage">(B, N, 4, 4).</param>
/// <param name="Cameras">The cameras of B samples, for images of h × w.</param>
/// <param name="Target">What they show.</param>
internal sealed record SqsTensors(Tensor Images, Tensor EgoToImage, SplatCameras Cameras, RenderingTarget Target)
{
    /// <summary>The tensors of a batch.</summary>
    /// <param name="samples">Samples of single frames with depth of the LiDAR, and with classes of pixels where they were asked for.</param>
    /// <param name="options">What the loader was asked for.</param>
    /// <param name="device">Where they go.</param>
    /// <exception cref="DatasetException">A sample has no LiDAR sweep, or no classes of its pixels where they were asked for.</exception>
    public static SqsTensors Of(IReadOnlyList<TrainingSample> samples, ClipLoaderOptions options, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        int b = samples.Count, n = samples[0].EgoToImage.Length / 16, h = options.DepthHeight, w = options.DepthWidth;
        Tensor images = stack(samples.Select(s => tensor(s.Images, [n, 3, options.Height, options.Width])));                    // (B, N, 3, H, W)
        Tensor depth = stack(samples.Select(s => tensor(s.LidarDepth ?? throw Missing(s, "LiDAR sweep", "samples/LIDAR_TOP"), [n, h, w])));
        Tensor? labels = options.DenseWidth == 0 ? null
            : stack(samples.Select(s => tensor(s.DenseClasses ?? throw Missing(s, "classes of its pixels", "dense/"), [n, h, w])));
        SqsTensors tensors = new(
            images.flatten(0, 1).to(device),
            stack(samples.Select(s => tensor(s.EgoToImage, [n, 4, 4]))).to(device),
            SplatCameras.Of([.. samples.Select(s => s.Now.Frame.Rig)], new() { Width = options.Width, Height = options.Height }, h, w, device),
            new(Colors(images, options, h, w).to(device), depth.to(device), labels?.to(device)));
        foreach (Tensor? tensor in (Tensor?[])[tensors.Images, tensors.EgoToImage, tensors.Cameras.WorldToCamera, tensors.Cameras.Intrinsics, tensors.Target.Colors, tensors.Target.Depth, tensors.Target.Labels])
        {
            tensor?.MoveToOuterDisposeScope();
        }
        return tensors;
    }

    /// <summary>Images (B, N, 3, H, W) with their normalisation undone, 0…1, each pixel of h × w the mean of those that it covers.</summary>
    private static Tensor Colors(Tensor images, ClipLoaderOptions options, int h, int w)
    {
        Tensor mean = tensor([.. options.Mean], [3, 1, 1]), std = tensor([.. options.Std], [3, 1, 1]);
        Tensor colors = ((images * std + mean) / 255).clamp(0, 1);
        return colors.unflatten(-1, w, -1).unflatten(-3, h, -1).mean([-1, -3]);                                               // (B, N, 3, h, W/w …)
    }

    private static DatasetException Missing(TrainingSample sample, string what, string where) => new(
        $"sample {sample.Now.Token} has no {what}, which this stage learns from; give a data set that has {where}.", what, sample.Now.Token);
}
