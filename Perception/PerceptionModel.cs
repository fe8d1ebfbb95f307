using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>All networks that see, under the names that <c>perception.safetensors</c> has.</summary>
public sealed class PerceptionModel : Module
{
    /// <summary>Under which the forecaster's tensors lie.</summary>
    public const string ForecasterName = "forecaster";

    /// <summary>Under which the tensors of what sees Gaussians lie.</summary>
    public const string GaussiansName = "gaussians";

    /// <summary>A model of the given architecture with the library's own, unseeded initial values.</summary>
    public PerceptionModel(PerceptionConfig config) : base(nameof(PerceptionModel))
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        Images = new(config.Backbone, config.Neck);
        Occupancy = new(config.Encoder, config.Image);
        Forecaster = new(config.Forecaster);
        register_module("image_encoder", Images);
        register_module("occupancy_encoder", Occupancy);
        register_module(ForecasterName, Forecaster);
        if (config.Gaussians is { } gaussians)
        {
            Gaussians = new(gaussians, config);
            register_module(GaussiansName, Gaussians);
        }
    }

    /// <summary>The architecture.</summary>
    public PerceptionConfig Config { get; }

    /// <summary>Images to feature levels.</summary>
    public ImageEncoder Images { get; }

    /// <summary>Feature levels of all frames to queries.</summary>
    public OccupancyEncoder Occupancy { get; }

    /// <summary>Queries to future occupancy.</summary>
    public Forecaster Forecaster { get; }

    /// <summary>Images, or the levels seen in them, to Gaussians; null: the model sees none.</summary>
    public GaussianPlugIn? Gaussians { get; }

    /// <summary>What is seen: the last layer's queries, which look at Gaussians where the encoder's config says so.</summary>
    /// <param name="present">Prepared images of the present frame, (B·N, 3, H, W); looked at by a plug-in with an image encoder of its own.</param>
    /// <param name="levels">Pyramid levels (B, T·N, C, h, w), finest first; the present frame's views first, then older ones'.</param>
    /// <param name="egoToImage">(B, T·N, 4, 4): present ego frame to pixels of the network's input.</param>
    public OccupancyQueries Look(Tensor present, Tensor[] levels, Tensor egoToImage) => Occupancy.forward(levels, egoToImage, LookedAt(present, levels, egoToImage));

    /// <summary>The queries after each layer, first to last.</summary>
    /// <inheritdoc cref="Look"/>
    public IReadOnlyList<OccupancyQueries> Layers(Tensor present, Tensor[] levels, Tensor egoToImage) => Occupancy.Layers(levels, egoToImage, LookedAt(present, levels, egoToImage));

    /// <summary>The Gaussians of the present frame that queries look at, from the frozen plug-in (spec/sqs.md §7.1), without gradients; null where they look at none.</summary>
    /// <inheritdoc cref="Look"/>
    /// <exception cref="InvalidOperationException">The encoder's queries are to look at Gaussians, and the model sees none.</exception>
    public GaussianSet? LookedAt(Tensor present, Tensor[] levels, Tensor egoToImage)
    {
        if (!Occupancy.NeedsGaussians)
        {
            return null;
        }
        GaussianPlugIn plugIn = Gaussians ?? throw new InvalidOperationException("encoder.interaction looks at the Gaussians of a plug-in; perception.gaussians says what sees them.");
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(egoToImage);
        using IDisposable _ = no_grad();
        long views = present.shape[0] / egoToImage.shape[0];
        return plugIn.See(present, [.. levels.Select(level => level.narrow(1, 0, views).flatten(0, 1))], egoToImage.narrow(1, 0, views));
    }

    /// <summary>A model whose values follow from the seed alone (initial values of spec/sparseoccvla.md §3.2), in evaluation mode.</summary>
    public static PerceptionModel Create(PerceptionConfig config, ulong seed)
    {
        PerceptionModel model = new(config);
        using Generator generator = new(seed, CPU);
        model.Images.Initialize(generator);
        model.Occupancy.Initialize(generator);
        model.Forecaster.Initialize(generator);
        model.Gaussians?.Initialize(generator); // last: the others' values are those of a model without
        model.eval();
        return model;
    }
}
