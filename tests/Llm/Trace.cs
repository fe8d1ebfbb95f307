namespace VoxPilot.Llm.Tests;

/// <summary>An answer and the hash of the logits behind each of its tokens.</summary>
internal sealed record Trace(string Text, IReadOnlyList<ulong> Steps)
{
    public void RequireEqual(Trace expected)
    {
        Assert.Equal(expected.Text, Text);
        var differ = Steps.Zip(expected.Steps).Count(p => p.First != p.Second);
        Assert.Equal((expected.Steps.Count, 0), (Steps.Count, differ));
    }
}
