namespace VoxPilot.Driving.Tests.Packs;

public sealed class TensorTableTests
{
    private static readonly Dictionary<string, long[]> Expected = new() { ["a.weight"] = [2, 3], ["a.bias"] = [2] };

    [Fact]
    public void The_same_names_and_shapes_pass() => TensorTable.Check("x", Expected, new Dictionary<string, long[]>(Expected));

    [Theory]
    [InlineData("a.weight", new long[] { 3, 2 }, "tensor 'a.weight': expected (2, 3), found (3, 2)")]
    [InlineData("a.bias", null, "tensor 'a.bias': expected (2), found none")]
    [InlineData("b", new long[] { 1 }, "tensor 'b': expected none, found (1)")]
    public void A_difference_is_told_with_what_was_expected_and_found(string name, long[]? shape, string message)
    {
        Dictionary<string, long[]> found = new(Expected);
        found.Remove(name);
        if (shape is not null)
        {
            found[name] = shape;
        }
        PackException e = Assert.Throws<PackException>(() => TensorTable.Check("x.safetensors", Expected, found));
        Assert.Equal("x.safetensors", e.File);
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_differences_the_first_are_told_and_the_rest_counted()
    {
        PackException e = Assert.Throws<PackException>(() => TensorTable.Check("x", Enumerable.Range(0, 9).ToDictionary(i => $"t{i}", _ => new long[] { 1 }), Expected));
        Assert.Contains("and 6 more", e.Message, StringComparison.Ordinal);
    }
}
