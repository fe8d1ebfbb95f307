using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>LRL(n, m) of spec/sqs.md §4: m times n linear layers with ReLU and a layer normalisation.</summary>
internal static class RectifiedChain
{
    /// <param name="inputs">Channels that come in.</param>
    /// <param name="width">Channels from the first linear layer on.</param>
    /// <param name="linear">n: linear layers before a normalisation.</param>
    /// <param name="norms">m: normalisations.</param>
    /// <param name="last">A layer behind all that.</param>
    public static Sequential Of(int inputs, int width, int linear, int norms, Module<Tensor, Tensor>? last = null)
    {
        List<Module<Tensor, Tensor>> layers = [];
        for (int i = 0; i < linear * norms; i++)
        {
            layers.Add(Linear(i == 0 ? inputs : width, width));
            layers.Add(ReLU());
            if (i % linear == linear - 1)
            {
                layers.Add(LayerNorm(width));
            }
        }
        if (last is not null)
        {
            layers.Add(last);
        }
        return Sequential(layers);
    }
}
