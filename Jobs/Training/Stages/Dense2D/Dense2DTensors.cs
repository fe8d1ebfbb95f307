using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>A batch of the stage dense2d as tensors: B key frames of N cameras, h × w the size of the maps.</summary>
/// <param name="Images">(B·N, 3, H, W).</param>
/// <param name="Labels">(B·N·h·w) uint8: 0…17, <see cref="TrainingSample.Unknown"/> where there is none.</param>
/// <param name="Depth">(B·N, h, w): depth per focal length (<see cref="Perception.DenseMaps.LogDepth"/>), 0 where there is none.</param>
internal sealed record Dense2DTensors(Tensor Images, Tensor Labels, Tensor Depth)
{
    /// <summary>The tensors of a batch.</summary>
    /// <param name="samples">Samples of single frames with maps of depth and class.</param>
    /// <param name="options">What the loader was asked for.</param>
    /// <param name="device">Where they go.</param>
    /// <exception cref="DatasetException">A sample has no depth and class of its pixels.</exception>
    public static Dense2DTensors Of(IReadOnlyList<TrainingSample> samples, ClipLoaderOptions options, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        int views = samples.Sum(sample => sample.Now.Frame.Rig.Cameras.Count), cells = options.DenseHeight * options.DenseWidth;
        Tensor images = empty(views, 3, options.Height, options.Width);
        Tensor labels = empty(views * cells, dtype: ScalarType.Byte), depth = empty(views, options.DenseHeight, options.DenseWidth);
        float[] focal = new float[views];
        int at = 0;
        foreach (TrainingSample sample in samples)
        {
            if (sample.DenseDepth is null || sample.DenseClasses is null)
            {
                throw new DatasetException(
                    $"sample {sample.Now.Token} has no depth and class of its pixels, which this stage learns from; make the data set with the world, or train on one that has a folder dense/.", "dense", sample.Now.Token);
            }
            sample.Images.CopyTo(images.Span<float>()[(at * 3 * options.Height * options.Width)..]);
            sample.DenseClasses.CopyTo(labels.Span<byte>()[(at * cells)..]);
            sample.DenseDepth.CopyTo(depth.Span<float>()[(at * cells)..]);
            foreach (Camera camera in sample.Now.Frame.Rig.Cameras)
            {
                focal[at++] = FocalLength(camera);
            }
        }
        depth /= tensor(focal, [views, 1, 1]);
        return new(images.to(device).MoveToOuterDisposeScope(), labels.to(device).MoveToOuterDisposeScope(), depth.to(device).MoveToOuterDisposeScope());
    }

    /// <summary>A camera's focal length in image widths.</summary>
    public static float FocalLength(Camera camera) => (float)(Math.Abs(camera.Intrinsics.M00) / camera.Width);
}
