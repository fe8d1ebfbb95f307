using System.Reflection;
using VoxPilot.Torch.Interop;

namespace VoxPilot.Torch.Tests;

public sealed class OperatorTests
{
    // Newer than libtorch 1.13; the caller composes them from others there.
    private static readonly string[] Composed = ["aten::scaled_dot_product_attention"];

    [Fact]
    public void Every_operator_is_found_or_has_a_composition()
    {
        string[] missing = typeof(Aten).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(static field => (Operator)field.GetValue(null)!)
            .Where(static op => !op.Exists)
            .Select(static op => op.ToString())
            .Except(Composed)
            .ToArray();
        Assert.Equal([], missing);
    }
}
