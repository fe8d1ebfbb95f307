using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, Q queries, G groups, P sampled points of all frames, S mixed points, C channels, c = C/G

/// <summary>
/// Mixes sampled features over channels and over points with matrices that the query itself generates (AdaMixer,
/// SparseBEV): equation (6) of spec/sparseoccvla.md §3.2 without the norm after it. The query is added.
/// </summary>
internal sealed class AdaptiveMixing : Module<Tensor, Tensor, Tensor>
{
    private readonly int groups;
    private readonly int channels;
    private readonly int inputs;
    private readonly int outputs;
    private readonly Linear generator;
    private readonly Linear output;

    public AdaptiveMixing(int width, int groups, int inputPoints, int outputPoints) : base(nameof(AdaptiveMixing))
    {
        this.groups = groups;
        channels = width / groups;
        inputs = inputPoints;
        outputs = outputPoints;
        generator = Linear(width, groups * (channels * channels + inputs * outputs));
        output = Linear(groups * outputs * channels, width);
        register_module("generator", generator);
        register_module("output", output);
    }

    /// <summary>Sampled features (B, Q, G, P, c) and queries (B, Q, C) to (B, Q, C).</summary>
    public override Tensor forward(Tensor f, Tensor q)
    {
        long b = q.shape[0], n = q.shape[1];
        Tensor matrices = generator.forward(q).view(b * n * groups, -1);                     // (B·Q·G, c·c + S·P): M, S
        bool kernel = channels % MixingKernel.Lanes == 0 && matrices.device_type == DeviceType.CPU && matrices.dtype is ScalarType.Float32 or ScalarType.BFloat16;
        f = f.reshape(b * n * groups, inputs, channels);                                     // (B·Q·G, P, c)
        Tensor y = kernel ? MixByKernel(f, matrices) : Compose(f, matrices);                 // (B·Q·G, S, c)
        return q + output.forward(y.view(b, n, groups * outputs * channels));                // (B, Q, C)
    }

    /// <summary>ReLU(LN(S · ReLU(LN(F · M)))) of each group with operators of tensors.</summary>
    /// <param name="f">F (B·Q·G, P, c).</param>
    /// <param name="matrices">M and S (B·Q·G, c·c + S·P).</param>
    /// <returns>(B·Q·G, S, c).</returns>
    internal Tensor Compose(Tensor f, Tensor matrices)
    {
        long items = matrices.shape[0], c = channels;
        Tensor m = matrices.narrow(1, 0, c * c).reshape(items, c, c);                        // M
        Tensor s = matrices.narrow(1, c * c, outputs * inputs).reshape(items, outputs, inputs); // S
        Tensor y = f.bmm(m);                                                                 // (B·Q·G, P, c)
        y = functional.relu(functional.layer_norm(y, [inputs, c]));
        y = s.bmm(y);                                                                        // (B·Q·G, S, c)
        return functional.relu(functional.layer_norm(y, [outputs, c]));
    }

    /// <summary>The same in one pass over the processor's memory, in single precision.</summary>
    internal Tensor MixByKernel(Tensor f, Tensor matrices) => MixingFunction.Mix(
        new((int)matrices.shape[0], inputs, outputs, channels), f.to_type(ScalarType.Float32).contiguous(), matrices.to_type(ScalarType.Float32).contiguous());

    /// <summary>The generator's weight starts at 0: at first every query mixes alike.</summary>
    public void Initialize(Generator random)
    {
        Initialization.Linear(generator, random);
        Initialization.Constant(generator.weight, 0);
        Initialization.Linear(output, random);
    }
}
