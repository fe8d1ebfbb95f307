using BenchmarkDotNet.Attributes;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Bench.Parts;

/// <summary>What queries that look at Gaussians cost at inference (spec/sqs.md §11.4): nano's images and encoder on one sample, past features known.</summary>
public class InteractionCostBenchmark
{
    /// <summary>How queries come to know of Gaussians.</summary>
    public enum Form
    {
        /// <summary>They do not.</summary>
        None,

        /// <summary>From a plug-in over the same image features.</summary>
        Shared,

        /// <summary>From a plug-in with an image encoder of its own.</summary>
        Separate,

        /// <summary>They foretell what looking would add.</summary>
        Distilled,
    }

    private PerceptionModel model = null!;
    private Tensor images = null!;
    private Tensor[] past = [];
    private Tensor egoToImage = null!;

    /// <summary>The form at hand.</summary>
    [ParamsAllValues]
    public Form How { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(Environment.ProcessorCount);
        using IDisposable _ = no_grad();
        PerceptionConfig nano = PerceptionConfig.Nano();
        GaussianDecoderConfig decoder = GaussianDecoderConfig.Nano();
        QueryInteractionConfig interaction = QueryInteractionConfig.For(nano.Encoder.Width, decoder.Width);
        PerceptionConfig config = How switch
        {
            Form.None => nano,
            Form.Distilled => nano with { Encoder = nano.Encoder with { Interaction = interaction with { Source = InteractionSource.Distilled } } },
            _ => nano with { Encoder = nano.Encoder with { Interaction = interaction }, Gaussians = new() { Decoder = decoder, OwnImages = How == Form.Separate } },
        };
        model = PerceptionModel.Create(config, 7);
        manual_seed(1);
        images = randn(6, 3, nano.Image.Height, nano.Image.Width);
        past = [.. model.Images.forward(images).Select(level => level.unsqueeze(0))];
        Pose forward = new(Rotation.FromMatrix(new(0, 0, 1, -1, 0, 0, 0, -1, 0)), new(1, 0, 1.6));
        Rig rig = new([.. Enumerable.Range(0, 6).Select(i =>
            new Camera($"CAM_{i}", new(1260, 0, 800, 0, 1260, 450, 0, 0, 1), Pose.Planar(0, 0, i * Math.PI / 3) * forward, 1600, 900))]);
        egoToImage = new FramePreprocessor(nano.Image).EgoToImage([new(rig, Pose.Identity), new(rig, Pose.Planar(-4, 0, 0.1))]);
    }

    [Benchmark]
    public void Images_to_queries()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        Tensor[] levels = [.. model.Images.forward(images).Zip(past, (now, before) => cat([now.unsqueeze(0), before], 1))];
        model.Look(images, levels, egoToImage);
    }
}
