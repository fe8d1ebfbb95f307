using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, N views, C channels

/// <summary>What sees Gaussians in the present images (spec/sqs.md §7.1): a decoder, and its own image encoder where it does not share that of the occupancy encoder.</summary>
public sealed class GaussianPlugIn : Module
{
    /// <summary>A plug-in of the given architecture with the library's own, unseeded initial values.</summary>
    /// <param name="config">Its architecture.</param>
    /// <param name="perception">Whose backbone and neck an image encoder of its own takes after.</param>
    public GaussianPlugIn(GaussianPlugInConfig config, PerceptionConfig perception) : base(nameof(GaussianPlugIn))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(perception);
        Decoder = new(config.Decoder, perception.Image);
        register_module("decoder", Decoder);
        if (config.OwnImages)
        {
            Images = new(perception.Backbone, perception.Neck);
            register_module("image_encoder", Images);
        }
    }

    /// <summary>Features to Gaussians.</summary>
    public GaussianDecoder Decoder { get; }

    /// <summary>Its own image encoder; null: it shares the occupancy encoder's.</summary>
    public ImageEncoder? Images { get; }

    /// <summary>The Gaussians that are seen.</summary>
    /// <param name="images">Prepared images of the present frame (B·N, 3, H, W); looked at where it has an image encoder of its own.</param>
    /// <param name="shared">Levels (B·N, C, h, w) that the occupancy encoder's image encoder saw in them, finest first; looked at where it has none.</param>
    /// <param name="egoToImage">(B, N, 4, 4): present ego frame to pixels of the network's input.</param>
    public GaussianSet See(Tensor images, Tensor[] shared, Tensor egoToImage)
    {
        ArgumentNullException.ThrowIfNull(egoToImage);
        long b = egoToImage.shape[0];
        Tensor[] levels = Images?.forward(images) ?? shared;
        return Decoder.forward([.. levels.Select(level => level.unflatten(0, b, -1))], egoToImage);
    }

    internal void Initialize(Generator generator)
    {
        Images?.Initialize(generator);
        Decoder.Initialize(generator);
    }
}
