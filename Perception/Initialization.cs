using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

/// <summary>Initial values from a seeded generator; the caller's order of calls fixes them, so the same seed gives the same network.</summary>
internal static class Initialization
{
    /// <summary>PyTorch's own for linear layers: weight and bias uniform in ±1/√inputs.</summary>
    public static void Linear(Linear linear, Generator generator)
    {
        double bound = 1 / Math.Sqrt(linear.weight.shape[1]);
        Uniform(linear.weight, -bound, bound, generator);
        if (linear.bias is not null)
        {
            Uniform(linear.bias, -bound, bound, generator);
        }
    }

    /// <summary>Glorot's uniform: ±√(6 / (inputs + outputs)); bias 0.</summary>
    public static void Glorot(Linear linear, Generator generator)
    {
        double bound = Math.Sqrt(6.0 / (linear.weight.shape[0] + linear.weight.shape[1]));
        Uniform(linear.weight, -bound, bound, generator);
        if (linear.bias is not null)
        {
            Constant(linear.bias, 0);
        }
    }

    /// <summary>Glorot's uniform for a convolution; bias 0.</summary>
    public static void Glorot(Conv2d convolution, Generator generator)
    {
        long[] shape = convolution.weight.shape; // (outputs, inputs, kernel, kernel)
        double bound = Math.Sqrt(6.0 / ((shape[0] + shape[1]) * shape[2] * shape[3]));
        Uniform(convolution.weight, -bound, bound, generator);
        if (convolution.bias is not null)
        {
            Constant(convolution.bias, 0);
        }
    }

    /// <summary>He's normal by fan out, for convolutions before a ReLU.</summary>
    public static void HeFanOut(Conv2d convolution, Generator generator)
    {
        long[] shape = convolution.weight.shape;
        using IDisposable _ = no_grad();
        init.normal_(convolution.weight, 0, Math.Sqrt(2.0 / (shape[0] * shape[2] * shape[3])), generator);
    }

    /// <summary>All linear and normalisation layers of a chain.</summary>
    public static void Chain(Sequential chain, Generator generator)
    {
        foreach (Module layer in chain.children())
        {
            if (layer is Linear linear)
            {
                Linear(linear, generator);
            }
            else if (layer is LayerNorm norm)
            {
                Norm(norm.weight, norm.bias);
            }
        }
    }

    /// <summary>
    /// All linear and normalisation layers of a chain, matrices by Glorot, biases as PyTorch has them: were they 0, an input of 0 would lie
    /// on the kink of the first ReLU.
    /// </summary>
    public static void GlorotChain(Sequential chain, Generator generator)
    {
        foreach (Module layer in chain.children())
        {
            if (layer is Linear linear)
            {
                Glorot(linear, generator);
                double bound = 1 / Math.Sqrt(linear.weight.shape[1]);
                Uniform(linear.bias!, -bound, bound, generator);
            }
            else if (layer is LayerNorm norm)
            {
                Norm(norm);
            }
        }
    }

    /// <summary>Weight 1, bias 0.</summary>
    public static void Norm(Tensor? weight, Tensor? bias)
    {
        if (weight is not null)
        {
            Constant(weight, 1);
        }
        if (bias is not null)
        {
            Constant(bias, 0);
        }
    }

    /// <summary>Weight and bias of a layer normalisation: 1 and 0.</summary>
    public static void Norm(LayerNorm norm) => Norm(norm.weight, norm.bias);

    /// <summary>Uniform in [low, high).</summary>
    public static void Uniform(Tensor tensor, double low, double high, Generator generator)
    {
        using IDisposable _ = no_grad();
        init.uniform_(tensor, low, high, generator);
    }

    /// <summary>The same value everywhere.</summary>
    public static void Constant(Tensor tensor, double value)
    {
        using IDisposable _ = no_grad();
        init.constant_(tensor, value);
    }
}
