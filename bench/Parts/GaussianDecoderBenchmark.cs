using BenchmarkDotNet.Attributes;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Bench.Parts;

/// <summary>
/// The Gaussian decoder on one sample of six cameras, at nano's size (K = 2,000) and the paper's (K = 25,600, 864×1600 images). The first
/// layer has no voxels; what the second adds is one whole layer.
/// </summary>
[MemoryDiagnoser]
public class GaussianDecoderBenchmark
{
    private GaussianDecoder decoder = new(GaussianDecoderConfig.Nano(), PerceptionConfig.Nano().Image);
    private Tensor[] levels = [];
    private Tensor egoToImage = ones(1);

    [Params("nano", "paper")]
    public string Size { get; set; } = "";

    [Params(1, 2)]
    public int Layers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(Environment.ProcessorCount);
        bool nano = Size == "nano";
        ImageConfig image = nano ? PerceptionConfig.Nano().Image : new() { Width = 1600, Height = 864 };
        GaussianDecoderConfig config = (nano ? GaussianDecoderConfig.Nano() : GaussianDecoderConfig.PaperOcc()) with { Layers = Layers };
        decoder = GaussianDecoder.Create(config, image, 7);
        manual_seed(1);
        levels = [.. Enumerable.Range(0, config.Levels).Select(l =>
            randn([1, 6, config.Width, (image.Height + (8 << l) - 1) / (8 << l), (image.Width + (8 << l) - 1) / (8 << l)]).requires_grad_())];
        Pose forward = new(Rotation.FromMatrix(new(0, 0, 1, -1, 0, 0, 0, -1, 0)), new(1, 0, 1.6));
        Rig rig = new([.. Enumerable.Range(0, 6).Select(i =>
            new Camera($"CAM_{i}", new(1260, 0, 800, 0, 1260, 450, 0, 0, 1), Pose.Planar(0, 0, i * Math.PI / 3) * forward, 1600, 900))]);
        egoToImage = new FramePreprocessor(image).EgoToImage([new(rig, Pose.Identity)]);
    }

    [Benchmark]
    public void Levels_to_Gaussians()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        decoder.forward(levels, egoToImage);
    }

    [Benchmark]
    public void And_back()
    {
        using DisposeScope scope = NewDisposeScope();
        GaussianSet set = decoder.forward(levels, egoToImage);
        (set.Means.sum() + set.Scales.sum() + set.Opacities.sum() + set.Features!.sum()).backward();
    }
}
