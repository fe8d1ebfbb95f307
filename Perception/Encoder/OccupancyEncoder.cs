using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, T frames, N views, Q queries, R points of a query, C channels

/// <summary>
/// Sparse occupancy encoder (spec/sparseoccvla.md §3.2): learnt starting points become, layer by layer, queries with ever more
/// points, each with the classes it may have. Equal to OPUS on golden/opus. Where its config says so, queries of every layer first learn
/// from the Gaussians of a pre-trained model by one shared module (spec/sqs.md §7).
/// </summary>
public sealed class OccupancyEncoder : Module<Tensor[], Tensor, OccupancyQueries>
{
    private readonly NormalizedSpace space;
    private readonly ModuleList<OccupancyLayer> layers = new();
    private readonly QueryInteraction? interaction;

    /// <summary>An encoder of the given architecture over images of the given size.</summary>
    /// <exception cref="ArgumentException">The interaction is for queries of another width.</exception>
    public OccupancyEncoder(OccupancyEncoderConfig config, ImageConfig image) : base(nameof(OccupancyEncoder))
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(image);
        Config = config;
        space = new(config.Grid);
        InitialPoints = new(rand(config.Queries, 3), true);
        register_parameter("initial_points", InitialPoints);
        for (int l = 0; l < config.Layers; l++)
        {
            layers.Add(new(config, image, l));
        }
        register_module("layers", layers);
        if (config.Interaction is not { } form)
        {
            return;
        }
        if (form.Width != config.Width)
        {
            throw new ArgumentException($"Interaction is for queries of {form.Width} channels; the encoder's have {config.Width}.", nameof(config));
        }
        if (form.Source == InteractionSource.PlugIn)
        {
            interaction = new(form, config.Grid);
            register_module("interaction", interaction);
        }
        else
        {
            Distilled = new(form, config.Grid);
            register_module("distilled_interaction", Distilled);
        }
    }

    /// <summary>The architecture.</summary>
    public OccupancyEncoderConfig Config { get; }

    /// <summary>What foretells what looking at Gaussians would add; null where nothing does.</summary>
    public DistilledInteraction? Distilled { get; }

    /// <summary>Whether the encoder has to be given the Gaussians of a pre-trained model.</summary>
    public bool NeedsGaussians => interaction is not null;

    /// <summary>P_0 (Q, 3): where queries start, 0…1 of the grid's space.</summary>
    public Parameter InitialPoints { get; }

    /// <summary>Is shown every intermediate of every layer ("layer0.sampled" …); for tests.</summary>
    internal Action<string, Tensor>? Watch { get; set; }

    /// <summary>P_0 in metres, (Q, 3); trained by the position loss.</summary>
    public Tensor InitialPointsInMetres() => space.ToMetres(InitialPoints);

    /// <summary>The last layer's queries.</summary>
    /// <param name="levels">Pyramid levels (B, T·N, C, h, w), finest first; the present frame's views first, then older ones'.</param>
    /// <param name="egoToImage">(B, T·N, 4, 4) float32: present ego frame to pixels of the network's input.</param>
    public override OccupancyQueries forward(Tensor[] levels, Tensor egoToImage) => forward(levels, egoToImage, gaussians: null);

    /// <summary>The last layer's queries, which learn from Gaussians too.</summary>
    /// <param name="levels">As for <see cref="forward(Tensor[], Tensor)"/>.</param>
    /// <param name="egoToImage">As for <see cref="forward(Tensor[], Tensor)"/>.</param>
    /// <param name="gaussians">What the plug-in says of the present frame, with features; given exactly where <see cref="NeedsGaussians"/>.</param>
    /// <exception cref="ArgumentException">Gaussians are needed and missing, or given and not needed, or the levels do not fit.</exception>
    public OccupancyQueries forward(Tensor[] levels, Tensor egoToImage, GaussianSet? gaussians)
    {
        using DisposeScope scope = NewDisposeScope();
        return Run(levels, egoToImage, gaussians).MoveToOuterDisposeScope();
    }

    /// <summary>The queries after each layer, first to last; training has a loss on each.</summary>
    /// <param name="levels">As for <see cref="forward(Tensor[], Tensor)"/>.</param>
    /// <param name="egoToImage">As for <see cref="forward(Tensor[], Tensor)"/>.</param>
    /// <param name="gaussians">As for <see cref="forward(Tensor[], Tensor, GaussianSet)"/>.</param>
    public IReadOnlyList<OccupancyQueries> Layers(Tensor[] levels, Tensor egoToImage, GaussianSet? gaussians = null)
    {
        using DisposeScope scope = NewDisposeScope();
        List<OccupancyQueries> all = [];
        Run(levels, egoToImage, gaussians, all.Add);
        all.ForEach(queries => queries.MoveToOuterDisposeScope());
        return all;
    }

    /// <summary>What interaction does in each layer, first to last, without gradients: from this <see cref="DistilledInteractionLoss"/> learns.</summary>
    /// <param name="levels">As for <see cref="forward(Tensor[], Tensor)"/>.</param>
    /// <param name="egoToImage">As for <see cref="forward(Tensor[], Tensor)"/>.</param>
    /// <param name="gaussians">As for <see cref="forward(Tensor[], Tensor, GaussianSet)"/>.</param>
    /// <returns>One a layer; none where no interaction is configured.</returns>
    public IReadOnlyList<InteractionStep> InteractionSteps(Tensor[] levels, Tensor egoToImage, GaussianSet? gaussians)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        List<InteractionStep> all = [];
        Run(levels, egoToImage, gaussians, interacted: all.Add);
        all.ForEach(step => step.MoveToOuterDisposeScope());
        return all;
    }

    /// <summary>C_L (B, Q, R, 17): the class logits that belong to Q_L (B, Q, C).</summary>
    public Tensor Classify(Tensor features) => layers[^1].Classify(features);

    /// <summary>Sets where queries start.</summary>
    /// <param name="centres">(Q, 3), metres.</param>
    /// <exception cref="ArgumentException">There are more or fewer than Q.</exception>
    public void Place(float[] centres)
    {
        ArgumentNullException.ThrowIfNull(centres);
        if (centres.Length != 3 * Config.Queries)
        {
            throw new ArgumentException($"{Config.Queries} places are expected; {centres.Length / 3} were given.", nameof(centres));
        }
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        InitialPoints.copy_(space.Normalise(tensor(centres, [Config.Queries, 3], device: InitialPoints.device)));
    }

    internal void Initialize(Generator generator)
    {
        Initialization.Uniform(InitialPoints, 0, 1, generator);
        foreach (OccupancyLayer layer in layers)
        {
            layer.Initialize(generator);
        }
        interaction?.Initialize(generator);
        Distilled?.Initialize(generator);
    }

    private OccupancyQueries Run(
        Tensor[] levels, Tensor egoToImage, GaussianSet? gaussians, Action<OccupancyQueries>? each = null, Action<InteractionStep>? interacted = null)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(egoToImage);
        Check(levels, egoToImage);
        Func<Tensor, Tensor, Tensor>? interact = Interaction(gaussians, interacted);
        long batch = egoToImage.shape[0];
        MultiViewFeatures features = MultiViewFeatures.From(levels, Config.Frames, Config.Groups);
        Tensor points = InitialPoints.view(1, Config.Queries, 1, 3).expand(batch, Config.Queries, 1, 3);             // P_0
        Tensor q = zeros(batch, Config.Queries, Config.Width, dtype: points.dtype, device: points.device);            // Q_0
        OccupancyQueries? queries = null;
        for (int l = 0; l < layers.Count; l++)
        {
            using DisposeScope scope = NewDisposeScope();
            string prefix = $"layer{l}.";
            Action<string, Tensor>? watch = Watch is null ? null : (name, value) => Watch(prefix + name, value);
            (q, points, Tensor logits) = layers[l].forward(points, q, features, egoToImage, interact, watch);
            watch?.Invoke("query_feat", q);
            watch?.Invoke("refine_pts", points);
            watch?.Invoke("cls_scores", logits);
            points.MoveToOuterDisposeScope();
            queries = new OccupancyQueries { Features = q, Points = space.ToMetres(points), Logits = logits }.MoveToOuterDisposeScope();
            each?.Invoke(queries);
        }
        return queries!;
    }

    /// <summary>What a layer's queries and their centres become by interaction; null where none is configured.</summary>
    private Func<Tensor, Tensor, Tensor>? Interaction(GaussianSet? gaussians, Action<InteractionStep>? interacted)
    {
        if (NeedsGaussians != gaussians is not null)
        {
            throw new ArgumentException(
                NeedsGaussians
                    ? "The encoder's queries interact with a plug-in's Gaussians and none were given: run the plug-in on the present frame and pass its Gaussians."
                    : "Gaussians were given to an encoder whose queries do not interact with a plug-in's: pass null, or configure its interaction.",
                nameof(gaussians));
        }
        GaussianMemory? memory = gaussians is null ? null : interaction!.Remember(gaussians);
        Func<Tensor, Tensor, Tensor>? act = memory is null ? Distilled is null ? null : Distilled.forward : (q, centres) => interaction!.forward(q, centres, memory);
        return act is null || interacted is null ? act : (q, centres) =>
        {
            Tensor after = act(q, centres);
            interacted(new InteractionStep { Before = q.detach(), Centres = centres.detach(), After = after.detach() }.MoveToOuterDisposeScope());
            return after;
        };
    }

    private void Check(Tensor[] levels, Tensor egoToImage)
    {
        if (levels.Length != Config.Levels)
        {
            throw new ArgumentException($"The encoder samples {Config.Levels} feature levels; {levels.Length} were given.", nameof(levels));
        }
        long images = egoToImage.shape[1];
        if (images % Config.Frames != 0 || levels.Any(level => level.shape[1] != images || level.shape[2] != Config.Width))
        {
            throw new ArgumentException(
                $"Levels must be (B, {Config.Frames} frames × views, {Config.Width}, h, w) with one matrix per image; "
                + $"{images} matrices and levels {string.Join(", ", levels.Select(l => $"({string.Join(", ", l.shape)})"))} were given.",
                nameof(levels));
        }
    }
}
