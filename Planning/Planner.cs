using TorchSharp;
using TorchSharp.Modules;
using VoxPilot.Core;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

// B batch, K anchors, Q queries, C channels, D channels of the language model

/// <summary>
/// The language-guided anchor-diffusion planner (spec/sparseoccvla.md §8): scores the anchors, and denoises each into a trajectory.
/// Its tensors go by the names that <c>planner.safetensors</c> has.
/// </summary>
public sealed class Planner : Module
{
    /// <summary>Gains of h_r beside the tokens' own state, where that is heard.</summary>
    public const string Gains = "listen";

    private readonly EgoEncoder ego;
    private readonly EgoShift? ego_shift;
    private readonly AnchorScorer scorer;
    private readonly SceneTokens scene;
    private readonly LayerNorm instruction_norm;
    private readonly Linear instruction;
    private readonly DiffusionDecoder decoder;
    private readonly Parameter? listen;

    /// <summary>A planner of the given architecture with the library's own, unseeded initial values.</summary>
    public Planner(PlannerConfig config) : base(nameof(Planner))
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        ego = new(config);
        ego_shift = config is { EgoFusion: true, EgoShiftWidth: > 0 } ? new(config) : null;
        scorer = new(config);
        scene = new(config);
        instruction_norm = LayerNorm(config.LanguageWidth);
        instruction = Linear(config.LanguageWidth, config.Width);
        decoder = new(config.Decoder());
        listen = config.HearsTokens ? Parameter(zeros(config.LanguageWidth)) : null;
        RegisterComponents();
    }

    /// <summary>The architecture.</summary>
    public PlannerConfig Config { get; }

    /// <summary>
    /// A planner whose values follow from the seed alone, in evaluation mode. Its refinements start at zero, so that it gives the
    /// anchors until it has learnt better.
    /// </summary>
    public static Planner Create(PlannerConfig config, ulong seed)
    {
        Planner planner = new(config);
        PlannerInitialisation.Fill(planner, seed);
        planner.eval();
        return planner;
    }

    /// <summary>Scores and trajectories of one scene, without gradients.</summary>
    /// <param name="input">The scene; B must be 1.</param>
    /// <param name="anchors">The anchors.</param>
    /// <param name="options">Sampler, seed, number of samples.</param>
    /// <param name="observer">Hears scores and steps as they come.</param>
    /// <exception cref="ArgumentException">The input holds more than one scene.</exception>
    public PlannerOutput Forward(PlannerInput input, AnchorTensors anchors, PlanOptions options, PlannerObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(options);
        if (input.Scene.shape[0] != 1)
        {
            throw new ArgumentException($"A plan is made for one scene at a time; {input.Scene.shape[0]} were given.", nameof(input));
        }
        using IDisposable noGradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        PlannerContext context = Encode(input, anchors);
        float[] scores = ToArray(context.Logits.sigmoid());
        observer?.Scored?.Invoke(scores);

        Denoising denoising = new(options.Sampler ?? Config.Sampler, Config.Normalisation, Config.Steps);
        int calls = denoising.Schedule.Calls.Count;
        List<PlannerSample> samples = [];
        for (int sample = 0; sample < options.Samples; sample++)
        {
            ulong seed = unchecked(options.Seed + (ulong)sample);
            float[] noise = new float[anchors.Normalised.Length];
            if (options.Noise)
            {
                new SeededRandom(seed).Normal(noise);
            }
            IReadOnlyList<Trajectory> trajectories = [];
            int step = 0;
            foreach (DenoisingCall call in denoising.Run(
                denoising.Start(anchors.Normalised, noise), (noisy, t) => ToArray(Predict(context, noisy, [t])[^1])))
            {
                trajectories = ToTrajectories(call.Clean);
                observer?.Denoised?.Invoke(new(sample, step++, calls, call.Time, trajectories));
            }
            samples.Add(new(seed, trajectories));
        }
        return new(scores, samples);
    }

    /// <summary>Everything that does not change while denoising.</summary>
    /// <param name="input">B scenes.</param>
    /// <param name="anchors">The anchors.</param>
    public PlannerContext Encode(PlannerInput input, AnchorTensors anchors)
    {
        ArgumentNullException.ThrowIfNull(input);
        EgoEncoding state = ego.forward(input.Ego);
        Tensor heard = Heard(input);                                                            // (B, D)
        AnchorScores scores = scorer.forward(heard, state.Summary, anchors);
        Tensor thought = instruction.forward(instruction_norm.forward(heard));                  // (B, C)
        Tensor start = anchors.Displacements(state.Summary.device);                             // (1, K, 6, 2)
        Dictionary<DecoderOperation, AttentionSource> sources = new()
        {
            [DecoderOperation.SceneAttention] = new(scene.forward(input.Scene, input.Centres)),
            [DecoderOperation.InstructionAttention] = new(thought.unsqueeze(1)),
        };
        if (state.Tokens is { } tokens)
        {
            sources[DecoderOperation.EgoAttention] = new(tokens);
        }
        return new(scores.Logits, new()
        {
            ModeEmbedding = scores.Anchors.unsqueeze(0),                                         // (1, K, C)
            Start = ego_shift is null ? start : start + ego_shift.forward(input.Ego, scores.Anchors, thought),
            Sources = sources,
        });
    }

    /// <summary>x̂₀ of every decoder layer, (B, K, 6, 2) each: displacements to the right and forward, metres; the last is the answer.</summary>
    /// <param name="context">What <see cref="Encode"/> gave.</param>
    /// <param name="noisy">Noisy displacements in metres, B·K·6 pairs (right, forward).</param>
    /// <param name="times">The diffusion's time for each of the B scenes.</param>
    public IReadOnlyList<Tensor> Predict(PlannerContext context, float[] noisy, int[] times)
    {
        ArgumentNullException.ThrowIfNull(context);
        return decoder.Predict(noisy, times, context.Decoder);
    }

    private Tensor Heard(PlannerInput input)
    {
        if (listen is null)
        {
            return input.Plan;
        }
        Tensor tokens = input.Tokens ?? throw new ArgumentException("This planner hears the tokens' own state too; none was given.", nameof(input));
        long[] width = [Config.LanguageWidth];
        return functional.layer_norm(tokens, width) + listen * functional.layer_norm(input.Plan, width);
    }

    private static Trajectory[] ToTrajectories(float[] displacements) =>
        [.. displacements.Chunk(2 * Trajectory.Steps).Select(d => DisplacementNormalisation.ToTrajectory(d))];

    private static float[] ToArray(Tensor tensor)
    {
        using Tensor values = tensor.to(float32).cpu().contiguous();
        return values.data<float>().ToArray();
    }
}
