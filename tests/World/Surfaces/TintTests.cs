using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Tests.Surfaces;

public sealed class TintTests
{
    [Fact]
    public void Repeating_bands_keep_their_share_of_ink_at_any_distance()
    {
        foreach (float blur in (float[])[0.001f, 0.3f, 2, 20])
        {
            double mean = Enumerable.Range(0, 1000).Average(i => Tint.Stripes(i * 0.006f, 1, 0.3f, blur));
            Assert.InRange(mean, 0.27, 0.33);
        }
    }

    [Theory]
    [InlineData("FLORIST")]
    [InlineData("BAKERY")]
    [InlineData("50")]
    public void Words_are_inked_inside_their_height_only(string word)
    {
        Lettering lettering = new(word, 0.4f);
        double inside = Enumerable.Range(0, 2000).Average(i => lettering.Ink((i % 50 - 25) * 0.04f, i / 50 * 0.01f, 0.01f));
        Assert.InRange(inside, 0.05, 0.8);
        Assert.Equal(0, lettering.Ink(0, 0.6f, 0.01f));
        Assert.Equal(0, lettering.Ink(5, 0.2f, 0.01f));
    }
}
