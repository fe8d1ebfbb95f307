using TorchSharp.Modules;
using VoxPilot.Core;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

// B batch, M modes, C channels

/// <summary>
/// Predicts the clean displacements x̂₀ of every mode from noisy ones and the diffusion's time (spec/sparseoccvla.md §8.3).
/// The order of its operations is data: see <see cref="DecoderConfig"/>.
/// </summary>
public sealed class DiffusionDecoder : Module
{
    private readonly Sequential position;
    private readonly Sequential time;
    private readonly ModuleList<DecoderBlock> layers;

    /// <summary>Builds the operations of a configuration.</summary>
    public DiffusionDecoder(DecoderConfig config) : base(nameof(DiffusionDecoder))
    {
        ArgumentNullException.ThrowIfNull(config);
        Config = config;
        int c = config.Width;
        position = Sequential(Linear(config.TrajectoryWidth, c), ReLU(), LayerNorm(c), Linear(c, c));
        time = Sequential(Linear(c, 4 * c), Mish(), Linear(4 * c, c));
        layers = new([.. config.Operations.Select(o => DecoderBlock.Of(o, config))]);
        RegisterComponents();
    }

    /// <summary>The configuration.</summary>
    public DecoderConfig Config { get; }

    /// <summary>The state after every operation, in order; those after a <see cref="DecoderOperation.Refine"/> hold new displacements.</summary>
    /// <param name="noisy">Displacements in metres, right and forward, B·M·6 pairs.</param>
    /// <param name="times">The diffusion's time for each of the B samples.</param>
    /// <param name="context">What is attended to.</param>
    internal IEnumerable<DecoderState> Run(float[] noisy, int[] times, DecoderContext context)
    {
        long b = times.Length;
        Device device = position.parameters().First().device;
        Tensor x = tensor(noisy, device: device).view(b, -1, Trajectory.Steps, 2);
        Tensor f = EmbedTrajectories(noisy, b);                                        // (B, M, C)
        Tensor tau = EmbedTimes(times).unsqueeze(1);                                   // (B, 1, C)
        DecoderState state = new(context.ModeEmbedding is { } modes ? f + modes : f, x, null);
        foreach (DecoderBlock block in layers)
        {
            state = block.forward(state, context, tau);
            yield return state;
        }
    }

    /// <summary>The displacements x̂₀ in metres of every refinement, (B, M, 6, 2) each; the last is the answer.</summary>
    internal IReadOnlyList<Tensor> Predict(float[] noisy, int[] times, DecoderContext context) =>
        [.. Run(noisy, times, context).Where((_, i) => Config.Operations[i] == DecoderOperation.Refine).Select(s => s.Displacements)];

    /// <summary>Features of noisy trajectories, (B, M, C).</summary>
    internal Tensor EmbedTrajectories(float[] noisy, long b)
    {
        Device device = position.parameters().First().device;
        return position.forward(tensor(SineEmbedding.OfPoints(noisy, Config.PointWidth), device: device).view(b, -1, Config.TrajectoryWidth));
    }

    /// <summary>τ, features of diffusion times, (B, C).</summary>
    internal Tensor EmbedTimes(int[] times) =>
        time.forward(SineEmbedding.OfTimes(times, Config.Width, position.parameters().First().device));
}
