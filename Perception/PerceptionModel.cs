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
