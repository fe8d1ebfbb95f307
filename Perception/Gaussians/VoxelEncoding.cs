using TorchSharp;
using TorchSharp.Modules;
using VoxPilot.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, K Gaussians, M occupied voxels, D width, o places of the kernel

/// <summary>Gaussians that are near each other exchange what they know, over the voxels that they occupy (spec/sqs.md §4.2).</summary>
internal sealed class VoxelEncoding : Module
{
    private const int ProbabilisticConvolutions = 3;

    private readonly VoxelKeys keys;
    private readonly ModuleList<SparseConvolutionLayer> convolutions = new();
    private readonly ModuleList<LayerNorm> norms = new();
    private readonly Linear output;

    public VoxelEncoding(GaussianDecoderConfig config) : base(nameof(VoxelEncoding))
    {
        keys = new(config.Range, config.Voxel, config.Kernel);
        bool probabilistic = config.Order == GaussianLayerOrder.Probabilistic;
        for (int i = 0; i < (probabilistic ? ProbabilisticConvolutions : 1); i++)
        {
            convolutions.Add(new(config.Width, config.Kernel, hasBias: probabilistic));
            if (probabilistic)
            {
                norms.Add(LayerNorm(config.Width));
            }
        }
        output = Linear(config.Width, config.Width);
        register_module("convolutions", convolutions);
        register_module("norms", norms);
        register_module("output", output);
    }

    /// <param name="q">(B, K, D).</param>
    /// <param name="means">(B, K, 3), metres; no gradient passes through them.</param>
    /// <returns>(B, K, D); the input is not added. In single precision also where autocast is on.</returns>
    public Tensor forward(Tensor q, Tensor means)
    {
        if (q.numel() == 0)
        {
            return q;
        }
        using Autocast _ = Autocast.Off(q.device_type);
        q = q.to_type(output.weight.dtype);
        IOccupiedVoxels voxels = Find(q, means.detach());
        Tensor x = voxels.Sum(q.flatten(0, 1));                       // (M, D)
        for (int i = 0; i < convolutions.Count; i++)
        {
            x = convolutions[i].forward(voxels, x);                   // (M, D)
            x = norms.Count > 0 ? functional.relu(norms[i].forward(x)) : x;
        }
        return voxels.Spread(output.forward(x)).view(q.shape);        // (B, K, D)
    }

    public void Initialize(Generator generator)
    {
        foreach (SparseConvolutionLayer convolution in convolutions)
        {
            convolution.Initialize(generator);
        }
        foreach (LayerNorm norm in norms)
        {
            Initialization.Norm(norm);
        }
        Initialization.Glorot(output, generator);
    }

    private IOccupiedVoxels Find(Tensor q, Tensor means) =>
        q.device_type == DeviceType.CPU && q.dtype == ScalarType.Float32 && q.shape[2] % SparseConvolution.Lanes == 0
            ? new IndexedVoxels(VoxelPairs.Of(means.contiguous().Span<float>(), (int)means.shape[0], keys))
            : new ComposedVoxels(means, keys);
}
