using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>Backbone and feature pyramid: what is computed once per image and kept for the frames that follow.</summary>
public sealed class ImageEncoder : Module<Tensor, Tensor[]>
{
    /// <summary>An encoder of the given architecture.</summary>
    public ImageEncoder(BackboneConfig backbone, NeckConfig neck) : base(nameof(ImageEncoder))
    {
        ArgumentNullException.ThrowIfNull(backbone);
        Backbone = new(backbone);
        Neck = new(neck, backbone.OutputWidths);
        register_module("backbone", Backbone);
        register_module("neck", Neck);
    }

    /// <summary>The residual network.</summary>
    public Backbone Backbone { get; }

    /// <summary>The feature pyramid.</summary>
    public FeaturePyramid Neck { get; }

    /// <summary>Normalised images (N, 3, H, W) to levels (N, C, H/stride, W/stride), finest first.</summary>
    public override Tensor[] forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] levels = Neck.forward(Backbone.forward(input));
        return [.. levels.Select(level => level.MoveToOuterDisposeScope())];
    }

    internal void Initialize(Generator generator)
    {
        Backbone.Initialize(generator);
        Neck.Initialize(generator);
    }
}
