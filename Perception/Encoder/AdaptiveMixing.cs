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
        long b = q.shape[0], n = q.shape[1], c = channels;
        Tensor parameters = generator.forward(q).view(b * n, groups, -1);                    // (B·Q, G, c·c + S·P)
        Tensor m = parameters.narrow(2, 0, c * c).reshape(b * n * groups, c, c);             // M
        Tensor s = parameters.narrow(2, c * c, outputs * inputs).reshape(b * n * groups, outputs, inputs); // S

        Tensor y = f.reshape(b * n * groups, inputs, c).bmm(m);                              // (B·Q·G, P, c)
        y = functional.relu(functional.layer_norm(y, [inputs, c]));
        y = s.bmm(y);                                                                        // (B·Q·G, S, c)
        y = functional.relu(functional.layer_norm(y, [outputs, c]));
        return q + output.forward(y.view(b, n, groups * outputs * c));                       // (B, Q, C)
    }

    /// <summary>The generator's weight starts at 0: at first every query mixes alike.</summary>
    public void Initialize(Generator random)
    {
        Initialization.Linear(generator, random);
        Initialization.Constant(generator.weight, 0);
        Initialization.Linear(output, random);
    }
}
