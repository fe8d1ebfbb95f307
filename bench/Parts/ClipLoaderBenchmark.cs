using BenchmarkDotNet.Attributes;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.Perception;

namespace VoxPilot.Bench.Parts;

/// <summary>
/// Training samples at nano's size, two frames of six cameras each, with every augmentation and LiDAR depth; files are in memory. One
/// operation is one sample: samples per second = 1 / mean.
/// </summary>
[MemoryDiagnoser]
public class ClipLoaderBenchmark
{
    private const int Batch = 8;

    private readonly MadeDrive dataset = new();
    private ClipLoader? loader;

    /// <summary>Width of the JPEG files: the world's at nano's size, and nuScenes'.</summary>
    [Params(256, 1600)]
    public int ImageWidth { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        ImageConfig image = PerceptionConfig.Nano().Image;
        dataset.Make(ImageWidth, ImageWidth == 256 ? 96 : 900);
        loader = new(dataset, new()
        {
            Width = image.Width,
            Height = image.Height,
            Mean = image.Mean,
            Std = image.Std,
            BatchSize = Batch,
            Threads = Threads,
            Clip = new() { Past = 1 },
            DepthWidth = image.Width / 2,
            DepthHeight = image.Height / 2,
            Augmentation = new() { MirrorProbability = 0.5, Image = ImageAugmentation.SparseBev with { FlipProbability = 0 }, Color = ColorAugmentation.Standard },
        });
    }

    [GlobalCleanup]
    public void Cleanup() => loader?.Dispose();

    [Benchmark(OperationsPerInvoke = Batch)]
    public float Samples()
    {
        using TrainingBatch batch = loader!.Next()!;
        return batch.Samples[0].Images[0];
    }

    // One scene of 40 key frames, all with the same files.
    private sealed class MadeDrive : IDriveDataset
    {
        private Frame frame = null!;
        private Occ3DLabels occupancy = null!;
        private LidarSweep sweep = null!;

        public string Name => "made";

        public int Count => 40;

        public void Make(int width, int height)
        {
            Random random = new(1);
            RgbImage picture = new(width, height);
            for (int i = 0; i < picture.Pixels.Length; i++)
            {
                picture.Pixels[i] = (byte)(128 + 60 * Math.Sin(i * 0.001) + 50 * Math.Sin(i / (3 * width) * 0.1) + random.Next(12));
            }
            EncodedImage file = ImageHeader.Read(ImageEncoding.ToJpeg(picture, 90), "made", ImageLimits.Default);
            Rotation level = new(0.5, -0.5, 0.5, -0.5);
            Matrix3 k = new(0.79 * width, 0, 0.5 * width, 0, 0.79 * width, 0.5 * height, 0, 0, 1);
            frame = new()
            {
                Rig = new([.. Rig.NuScenesNames.Select((name, i) => new Camera(name, k, new(Rotation.FromYaw(i * Math.PI / 3) * level, new(1, 0, 1.5)), width, height))]),
                Images = [.. Enumerable.Repeat(file, 6)],
            };
            byte[] labels = new byte[GridSpec.Occ3D.Count];
            occupancy = new(new(GridSpec.Occ3D, labels), labels, labels);
            float[] points = new float[LidarSweep.Fields * 34_720];
            for (int i = 0; i < points.Length; i++)
            {
                points[i] = 40 * (random.NextSingle() - 0.5f);
            }
            sweep = LidarSweep.Read(System.Runtime.InteropServices.MemoryMarshal.AsBytes(points.AsSpan()), "made");
        }

        public string Token(int index) => $"token{index}";

        public string Scene(int index) => "scene";

        public int IndexInScene(int index) => index;

        public Keyframe Read(int index, KeyframeParts parts = KeyframeParts.All) => new()
        {
            Token = Token(index),
            Scene = "scene",
            Index = index,
            Frame = frame with { Ego = new() { EgoToWorld = Pose.Planar(3 * index, 0, 0) } },
            Occupancy = occupancy,
            Lidar = sweep,
        };
    }
}
