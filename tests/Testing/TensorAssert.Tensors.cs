using Xunit;

using static TorchSharp.torch;

namespace VoxPilot.Testing;

public static partial class TensorAssert
{
    /// <summary>Same shape, and each |actual - expected| at most atol + rtol·|expected|; types and devices may differ.</summary>
    public static void Close(Tensor actual, Tensor expected, double atol, double rtol, string name)
    {
        SameShape(actual, expected, name);
        Close(Doubles(actual), Doubles(expected), atol, rtol, name, expected.shape);
    }

    /// <summary>Same shape, and max |actual - expected| at most tolerance · max |expected|; types and devices may differ.</summary>
    public static void RelativeToMax(Tensor actual, Tensor expected, double tolerance, string name)
    {
        SameShape(actual, expected, name);
        RelativeToMax(Doubles(actual), Doubles(expected), tolerance, name, expected.shape);
    }

    /// <summary>Same type, shape and values.</summary>
    public static void Equal(Tensor actual, Tensor expected, string name)
    {
        SameShape(actual, expected, name);
        if (actual.dtype != expected.dtype)
        {
            Assert.Fail($"{name}: elements are {actual.dtype}, expected {expected.dtype}.");
        }

        Close(Doubles(actual), Doubles(expected), 0, 0, name, expected.shape);
    }

    private static void SameShape(Tensor actual, Tensor expected, string name)
    {
        if (!actual.shape.AsSpan().SequenceEqual(expected.shape))
        {
            Assert.Fail($"{name}: shape ({string.Join(", ", actual.shape)}), expected ({string.Join(", ", expected.shape)}).");
        }
    }

    private static double[] Doubles(Tensor tensor)
    {
        using Tensor plain = tensor.detach().to(ScalarType.Float64).cpu();
        return plain.data<double>().ToArray();
    }
}
