using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What convolutions share: the weight (out, in/groups, kernel…) and the bias (out).</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private Parameter _weight;
    private Parameter? _bias;

    internal Convolution(string name, ConvolutionShape shape, bool biased, Device? device, ScalarType? dtype) : base(name)
    {
        Shape = shape;
        _weight = new Parameter(empty([shape.Outputs, shape.Inputs / shape.Groups, .. shape.Kernel], dtype: dtype, device: device));
        _bias = biased ? new Parameter(empty([shape.Outputs], dtype: dtype, device: device)) : null;
        reset_parameters();
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    /// <summary>Channels of the input.</summary>
    public long in_channels => Shape.Inputs;

    /// <summary>Channels of the output.</summary>
    public long out_channels => Shape.Outputs;

    /// <summary>The window's size by dimension.</summary>
    public long[] kernel_size => Shape.Kernel;

    /// <summary>The steps between windows.</summary>
    public long[] stride => Shape.Stride;

    /// <summary>Zeros around the input.</summary>
    public long[] padding => Shape.Padding;

    /// <summary>The steps between elements of a window.</summary>
    public long[] dilation => Shape.Dilation;

    /// <summary>Groups of channels that do not see each other.</summary>
    public long groups => Shape.Groups;

    /// <summary>The weight, (out, in/groups, kernel…).</summary>
    public Parameter weight
    {
        get => _weight;
        set => _weight = Replace("weight", value)!;
    }

    /// <summary>The bias, (out), or null.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => _bias = Replace("bias", value);
    }

    private ConvolutionShape Shape { get; }

    /// <summary>Starts the parameters anew at random, as PyTorch does.</summary>
    public void reset_parameters() => FanInInitialisation.Fill(_weight, _bias, Shape.Inputs / Shape.Groups * Shape.Kernel.Aggregate(1L, (area, size) => area * size));
}
