using VoxPilot.Core.Formats;
using VoxPilot.Testing;

using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests.Testing;

public sealed class NpzTensorsTests
{
    [Fact]
    public void Arrays_keep_type_shape_and_values()
    {
        using var scope = NewDisposeScope();
        TensorAssert.Equal(NpzTensors.ToTensor(NpyArray.Of([1f, 2, 3, 4, 5, 6], 2, 3)), tensor(new float[] { 1, 2, 3, 4, 5, 6 }).reshape(2, 3), "floats");
        TensorAssert.Equal(NpzTensors.ToTensor(NpyArray.Of([true, false])), tensor(new[] { true, false }), "booleans");
        TensorAssert.Equal(NpzTensors.ToTensor(NpyArray.Of([7L])), tensor(7L), "scalar");
        TensorAssert.Equal(NpzTensors.ToTensor(NpyArray.Of(new ushort[] { 65535, 1 })), tensor(new[] { 65535, 1 }), "unsigned");
    }

    [Fact]
    [Trait("Category", "Golden")]
    public void A_golden_archive_becomes_tensors_by_name()
    {
        using var scope = NewDisposeScope();
        GoldenCase golden = GoldenCases.Require("blocks/adaptive_mixing/case0.npz");
        Assert.Contains(golden.Tensors(), pair => pair.Key.StartsWith("w_", StringComparison.Ordinal) && pair.Value.dtype == ScalarType.Float32);
        Assert.True(golden.Meta().TryGetProperty("meta", out _));
    }

    [Fact]
    public void Formula_tensors_have_the_shape_asked_for()
    {
        using var scope = NewDisposeScope();
        Tensor made = FormulaTensor.Create("example/key", [5, 1], 2, 1);
        TensorAssert.Close(made, tensor(FormulaTensor.Values("example/key", 5)).mul(2).add(1).reshape(5, 1), 1e-7, 0, "formula");
    }
}
