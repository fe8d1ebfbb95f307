using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Questions;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Questions;

public sealed class WordingTests
{
    [Theory]
    [InlineData(12.345, "+12.3")]
    [InlineData(-4.55, "-4.6")]
    [InlineData(0.04, "0.0")]
    [InlineData(-0.04, "0.0")]
    [InlineData(0.05, "+0.1")]
    public void Positions_have_a_sign_and_one_decimal(double value, string text) => Assert.Equal(text, Wording.Signed(value));

    [Fact]
    public void A_pattern_gives_all_its_sentences_and_no_other()
    {
        SortedSet<string> said = [];
        RandomStream random = new(3);
        for (int i = 0; i < 300; i++)
        {
            said.Add(Wording.Say("<a|b <c|d>|> e<|!>", random));
        }
        Assert.Equal([" e", " e!", "a e", "a e!", "b c e", "b c e!", "b d e", "b d e!"], said);
    }

    [Fact]
    public void Lists_counts_and_articles_are_as_grammar_has_them()
    {
        Assert.Equal("a, b and c", Wording.List(["a", "b", "c"]));
        Assert.Equal("a and b", Wording.List(["a", "b"]));
        Assert.Equal("a", Wording.List(["a"]));
        Assert.Equal("an orange car", Wording.Article("orange car"));
        Assert.Equal("a bus", Wording.Article("bus"));
        Noun bus = Noun.Of(AgentKind.Bus)!;
        Assert.Equal(["no buses", "1 bus", "2 buses"], [bus.Count(0), bus.Count(1), bus.Count(2)]);
    }

    [Theory]
    [InlineData(10, 0, "front", 0)]
    [InlineData(10, 10, "front left", -1)]
    [InlineData(0, 10, "front left", 1)]
    [InlineData(-1, 10, "back left", 1)]
    [InlineData(-10, 0.1, "back", 2)]
    [InlineData(-10, -0.1, "back", 2)]
    [InlineData(-1, -10, "back right", 3)]
    [InlineData(10, -9, "front right", -1)]
    public void Directions_have_names(double x, double y, string name, int quarter)
    {
        Assert.Equal(name, Sector.Name(new Vector2D(x, y)));
        Assert.Equal(quarter, Sector.Quarter(new Vector2D(x, y), 6));
    }

    [Theory]
    [InlineData(0, "stopped")]
    [InlineData(0.05, "stopped")]
    [InlineData(0.06, "crawling")]
    [InlineData(1.5, "slow")]
    [InlineData(5.5, "moderate")]
    [InlineData(14, "fast")]
    public void Speeds_fall_into_the_bins_of_OmniDrive(double speed, string word) => Assert.Equal(word, ActionText.SpeedWord(speed));
}
