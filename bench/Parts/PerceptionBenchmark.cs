using BenchmarkDotNet.Attributes;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Bench.Parts;

/// <summary>Nano's networks on one sample, forward only: six images, two frames.</summary>
[MemoryDiagnoser]
public class PerceptionBenchmark
{
    private readonly PerceptionModel model = PerceptionModel.Create(PerceptionConfig.Nano(), 7);
    private readonly PointVoxelizer voxelizer = new(PointVoxelizerConfig.SparseWorld());
    private Tensor images = ones(1);
    private Tensor[] levels = [];
    private Tensor egoToImage = ones(1);
    private float[] points = [];
    private float[] logits = [];

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(Environment.ProcessorCount);
        using IDisposable _ = no_grad();
        ImageConfig image = model.Config.Image;
        manual_seed(1);
        images = randn(6, 3, image.Height, image.Width);
        levels = [.. model.Images.forward(images).Select(level => cat([level, level]).unsqueeze(0))];
        Pose forward = new(Rotation.FromMatrix(new(0, 0, 1, -1, 0, 0, 0, -1, 0)), new(1, 0, 1.6));
        Rig rig = new([.. Enumerable.Range(0, 6).Select(i =>
            new Camera($"CAM_{i}", new(1260, 0, 800, 0, 1260, 450, 0, 0, 1), Pose.Planar(0, 0, i * Math.PI / 3) * forward, 1600, 900))]);
        egoToImage = new FramePreprocessor(image).EgoToImage([new(rig, Pose.Identity), new(rig, Pose.Planar(-4, 0, 0.1))]);
        OccupancyQueries queries = model.Occupancy.forward(levels, egoToImage);
        points = queries.Points.data<float>().ToArray();
        logits = [.. queries.Logits.data<float>().ToArray().Select((v, i) => v + (i % 17 == i / 1632 % 17 ? 6 : 0))]; // a class for each query
    }

    [Benchmark]
    public void Images_to_levels()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        model.Images.forward(images);
    }

    [Benchmark]
    public void Levels_to_queries()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        model.Occupancy.forward(levels, egoToImage);
    }

    [Benchmark]
    public int Points_to_voxels() => voxelizer.Voxelize(points, logits, model.Config.Encoder.LastPoints).Count;
}
