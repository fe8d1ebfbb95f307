namespace TorchSharp.Modules;

/// <summary>The shape of a convolution.</summary>
internal sealed record ConvolutionShape(long Inputs, long Outputs, long[] Kernel, long[] Stride, long[] Padding, long[] Dilation, long Groups)
{
    /// <summary>Checks that the channels divide into the groups.</summary>
    public ConvolutionShape Checked() => Groups > 0 && Inputs % Groups == 0 && Outputs % Groups == 0
        ? this
        : throw new ArgumentException($"A convolution of {Inputs} to {Outputs} channels cannot have {Groups} groups; both must be multiples of it.");
}
