namespace VoxPilot.Planning;

// What a pack.json may not say yet stands in the constructor: only there does generated JSON code keep a default for what is not written.

/// <summary>A planner as data (spec/sparseoccvla.md §8).</summary>
/// <param name="Anchors">Anchors in all, a third of them for each command.</param>
/// <param name="Steps">Calls of the denoising network where <see cref="PlanSampler.Ddim"/> samples (§8.4): a divisor of 20.</param>
/// <param name="ReasonedScore">Whether the language model's state at the plan token enters the anchors' scores (§8.2); false: anchor and ego state alone do.</param>
/// <param name="EgoFusion">
/// Whether trajectories are fused with the car's own state: the decoder's ego attention (§8.3) and the <see cref="EgoShift"/>, where there is one. False: only the
/// scores know it.
/// </param>
/// <param name="HearsTokens">
/// Whether the planner hears the tokens' own state too (plan token + mean of the global tokens), which knows how the car moves and is another with every look at the scene:
/// LN(tokens) + g LN(h_r), where the gains g begin at 0. False: h_r alone (the paper).
/// </param>
public sealed record PlannerConfig(
    int Anchors = AnchorSet.PaperCount, int Steps = DenoisingSchedule.PaperSteps, bool ReasonedScore = true, bool EgoFusion = true, bool HearsTokens = false)
{
    /// <summary>C, channels of the planner.</summary>
    public required int Width { get; init; }

    /// <summary>Layers of the diffusion decoder.</summary>
    public required int Layers { get; init; }

    /// <summary>Attention heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Inner channels of the decoder's feed-forward networks.</summary>
    public required int FfnWidth { get; init; }

    /// <summary>D, channels of the language model's hidden states.</summary>
    public required int LanguageWidth { get; init; }

    /// <summary>Channels of the occupancy queries.</summary>
    public required int SceneWidth { get; init; }

    /// <summary>Numbers that describe the car's own state.</summary>
    public int EgoFeatures { get; init; } = Planning.EgoFeatures.Count;

    /// <summary>Tokens that the decoder's ego attention sees.</summary>
    public int EgoTokens { get; init; } = 4;

    /// <summary>
    /// Hidden channels of the <see cref="EgoShift"/>, which moves each anchor to where the car's own motion leads before the decoder refines it; 0: there
    /// is none (the paper). Through attention and norms a speed does not come out to within the centimetres that a path of 3 s asks for.
    /// </summary>
    public int EgoShiftWidth { get; init; }

    /// <summary>Range of displacements that the diffusion works in.</summary>
    public DisplacementNormalisation Normalisation { get; init; } = DisplacementNormalisation.Town;

    /// <summary>How it denoises where a request does not say.</summary>
    public PlanSampler Sampler { get; init; } = PlanSampler.Ddim;

    /// <summary>The decoder's operations.</summary>
    public DecoderConfig Decoder() => DecoderConfig.Paper(Width, Heads, FfnWidth, Layers, EgoFusion);

    /// <summary>The small planner that two cores train.</summary>
    public static PlannerConfig Nano() => new()
    {
        Width = 128,
        Layers = 2,
        Heads = 8,
        FfnWidth = 256,
        LanguageWidth = 256,
        SceneWidth = 128,
        EgoShiftWidth = 256,
    };

    /// <summary>The published size.</summary>
    public static PlannerConfig Paper() => new()
    {
        Width = 256,
        Layers = 2,
        Heads = 8,
        FfnWidth = 512,
        LanguageWidth = 4096,
        SceneWidth = 256,
    };
}
