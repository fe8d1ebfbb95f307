using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, N cameras, K Gaussians, C numbers of an anchor, D width

/// <summary>
/// Gaussian decoder (spec/sqs.md §§3, 4): learnt anchors become, layer by layer, 3D Gaussians of the scene that the cameras see. Equal to
/// GaussianFormer and the SQS author's fork on golden/gaussian_decoder, but for the rotations, whose one convention here is R S² Rᵀ.
/// </summary>
public sealed class GaussianDecoder : Module<Tensor[], Tensor, GaussianSet>
{
    private const double Edge = 1e-4;

    private readonly AnchorSpace space;
    private readonly AnchorEmbedding embedding;
    private readonly ModuleList<GaussianLayer> layers = new();

    /// <summary>A decoder of the given architecture over images of the given size.</summary>
    /// <exception cref="ArgumentException">The groups do not divide the width, or the kernel is even.</exception>
    public GaussianDecoder(GaussianDecoderConfig config, ImageConfig image) : base(nameof(GaussianDecoder))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(image);
        if (config.Width % config.Groups != 0 || config.Kernel % 2 == 0)
        {
            throw new ArgumentException(
                $"Groups must divide the width, and the kernel must be odd; width {config.Width}, groups {config.Groups}, kernel {config.Kernel} were given.",
                nameof(config));
        }
        Config = config;
        space = new(config);
        embedding = new(config);
        Anchors = new(zeros(config.Gaussians, config.AnchorWidth), true);
        Queries = new(zeros(config.Gaussians, config.Width), true);
        register_parameter("anchors", Anchors);
        register_parameter("queries", Queries);
        register_module("embedding", embedding);
        for (int l = 0; l < config.Layers; l++)
        {
            layers.Add(GaussianLayer.Create(config, image, l));
        }
        register_module("layers", layers);
    }

    /// <summary>The architecture.</summary>
    public GaussianDecoderConfig Config { get; }

    /// <summary>Where Gaussians start (K, C), before activation (spec/sqs.md §3).</summary>
    public Parameter Anchors { get; }

    /// <summary>What Gaussians know at the start (K, D); zeros upstream.</summary>
    public Parameter Queries { get; }

    /// <summary>Is shown every intermediate of every layer ("layer0.ffn" …), in order; for tests.</summary>
    internal Action<string, Tensor>? Watch { get; set; }

    /// <summary>A decoder whose values follow from the seed alone, in evaluation mode.</summary>
    public static GaussianDecoder Create(GaussianDecoderConfig config, ImageConfig image, ulong seed)
    {
        GaussianDecoder decoder = new(config, image);
        using Generator generator = new(seed, CPU);
        decoder.Initialize(generator);
        decoder.eval();
        return decoder;
    }

    /// <summary>The last layer's Gaussians.</summary>
    /// <param name="levels">Pyramid levels (B, N, D, h, w), finest first.</param>
    /// <param name="egoToImage">(B, N, 4, 4): ego frame to pixels of the network's input.</param>
    /// <exception cref="ArgumentException">Levels or matrices do not fit the architecture or each other.</exception>
    public override GaussianSet forward(Tensor[] levels, Tensor egoToImage)
    {
        using DisposeScope scope = NewDisposeScope();
        return Run(levels, egoToImage, each: null).MoveToOuterDisposeScope();
    }

    /// <summary>The Gaussians after each layer, first to last.</summary>
    /// <param name="levels">As for <see cref="forward"/>.</param>
    /// <param name="egoToImage">As for <see cref="forward"/>.</param>
    public IReadOnlyList<GaussianSet> Layers(Tensor[] levels, Tensor egoToImage)
    {
        using DisposeScope scope = NewDisposeScope();
        List<GaussianSet> all = [];
        Run(levels, egoToImage, all.Add);
        all.ForEach(set => set.MoveToOuterDisposeScope());
        return all;
    }

    /// <summary>Initial values of spec/sqs.md §§3, 4: anchors spread evenly, upright, half transparent; attention even.</summary>
    internal void Initialize(Generator generator)
    {
        using (DisposeScope scope = NewDisposeScope())
        using (no_grad())
        {
            Tensor even = Anchors.narrow(1, 0, 6), rest = Anchors.narrow(1, 11, Config.AnchorWidth - 11);
            init.uniform_(even, 0, 1, generator);
            even.copy_(even.logit(Edge));
            Anchors.narrow(1, 6, 5).zero_();
            Anchors.narrow(1, 6, 1).fill_(1);
            init.normal_(rest, 0, 1, generator);
        }
        Initialization.Constant(Queries, 0);
        embedding.Initialize(generator);
        foreach (GaussianLayer layer in layers)
        {
            layer.Initialize(generator);
        }
    }

    private GaussianSet Run(Tensor[] levels, Tensor egoToImage, Action<GaussianSet>? each)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(egoToImage);
        Check(levels, egoToImage);
        long batch = egoToImage.shape[0];
        CameraFeatures features = CameraFeatures.From(levels, Config.Groups);
        Tensor raw = Anchors.unsqueeze(0).expand(batch, Config.Gaussians, Config.AnchorWidth);                // A_0 (B, K, C)
        Tensor q = Queries.unsqueeze(0).expand(batch, Config.Gaussians, Config.Width);                        // (B, K, D)
        GaussianSet set = space.Activate(raw, q);
        for (int l = 0; l < layers.Count; l++)
        {
            using DisposeScope scope = NewDisposeScope();
            string prefix = $"layer{l}.";
            LayerInput input = new()
            {
                Raw = raw,
                Embedding = embedding.forward(raw),                                                           // (B, K, D)
                Features = features,
                EgoToImage = egoToImage,
                Watch = Watch is null ? null : (name, value) => Watch(prefix + name, value),
            };
            input.Watch?.Invoke("embedding", input.Embedding);
            (q, raw) = layers[l].forward(q, input);
            raw.MoveToOuterDisposeScope();
            set = space.Activate(raw, q).MoveToOuterDisposeScope();
            each?.Invoke(set);
        }
        return set;
    }

    private void Check(Tensor[] levels, Tensor egoToImage)
    {
        if (levels.Length != Config.Levels)
        {
            throw new ArgumentException($"The decoder looks at {Config.Levels} feature levels; {levels.Length} were given.", nameof(levels));
        }
        (long batch, long cameras) = (egoToImage.shape[0], egoToImage.shape[1]);
        if (levels.Any(level => level.shape[0] != batch || level.shape[1] != cameras || level.shape[2] != Config.Width))
        {
            throw new ArgumentException(
                $"Levels must be (B, N, {Config.Width}, h, w) with one matrix for each camera; matrices ({string.Join(", ", egoToImage.shape)}) and levels "
                + $"{string.Join(", ", levels.Select(l => $"({string.Join(", ", l.shape)})"))} were given.",
                nameof(levels));
        }
    }
}
