using TorchSharp.Modules;
using VoxPilot.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, Q queries, K Gaussians, N neighbours of a query, F wavelengths, H heads

/// <summary>How much where a Gaussian lies, seen from the query, adds to each head's logit: b = W · Fourier(μ_k − μ_t) (spec/sqs.md §7.3, an option).</summary>
internal sealed class RelativePositionBias : Module<Tensor, Tensor, Tensor, Tensor>
{
    private static readonly float[] wavelengths = [64, 32, 16, 8, 4, 2]; // metres

    private readonly Linear output;

    public RelativePositionBias(int heads) : base(nameof(RelativePositionBias))
    {
        output = Linear(3 * 2 * wavelengths.Length, heads);
        register_module("output", output);
    }

    /// <summary>Centres (B, Q, 3) and means (B, K, 3), metres, and neighbours (B, Q, N) to (B, Q, H, N); in single precision also where autocast is on.</summary>
    public override Tensor forward(Tensor centres, Tensor means, Tensor neighbours)
    {
        using Autocast _ = Autocast.Off(centres.device_type);
        Tensor offset = LocalAttentionReference.Gather(means, neighbours) - centres.unsqueeze(2);        // (B, Q, N, 3)
        Tensor waves = tensor(wavelengths, device: offset.device).to_type(offset.dtype);
        Tensor phase = (offset.unsqueeze(-1) * (2 * Math.PI) / waves).flatten(3);                        // (B, Q, N, 3·F)
        return output.forward(cat([phase.sin(), phase.cos()], -1)).transpose(2, 3);                      // (B, Q, H, N)
    }

    public void Initialize(Generator generator) => Initialization.Linear(output, generator);
}
