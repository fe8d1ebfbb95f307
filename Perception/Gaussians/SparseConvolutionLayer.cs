using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// M occupied voxels, D width, o places of the kernel

/// <summary>Weights of one submanifold convolution.</summary>
internal sealed class SparseConvolutionLayer : Module
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    public SparseConvolutionLayer(int width, int kernel, bool hasBias) : base(nameof(SparseConvolutionLayer))
    {
        weight = new(zeros(kernel * kernel * kernel, width, width), true); // (o, D in, D out), places (x, y, z) with z fastest
        register_parameter("weight", weight);
        if (hasBias)
        {
            bias = new(zeros(width), true);
            register_parameter("bias", bias);
        }
    }

    /// <summary>(M, D) to (M, D).</summary>
    public Tensor forward(IOccupiedVoxels voxels, Tensor x)
    {
        Tensor y = voxels.Convolve(x, weight);
        return bias is null ? y : y + bias;
    }

    /// <summary>Glorot's uniform; bias 0.</summary>
    public void Initialize(Generator generator)
    {
        long[] s = weight.shape;
        double bound = Math.Sqrt(6.0 / (s[0] * (s[1] + s[2])));
        Initialization.Uniform(weight, -bound, bound, generator);
        if (bias is not null)
        {
            Initialization.Constant(bias, 0);
        }
    }
}
