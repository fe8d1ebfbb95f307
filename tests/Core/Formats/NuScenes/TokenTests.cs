using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Tests.Formats.NuScenes;

public sealed class TokenTests
{
    [Theory]
    [InlineData("ca9a282c9e77460f8360f564131a8af5")]
    [InlineData("00000000000000000000000000000001")]
    [InlineData("")]
    public void A_token_reads_and_writes_itself(string text)
    {
        Assert.True(Token.TryParse(text, out Token token));
        Assert.Equal(text, token.ToString());
        Assert.Equal(text.Length == 0, token.IsNone);
    }

    [Theory]
    [InlineData("ca9a282c9e77460f8360f564131a8af")]
    [InlineData("ca9a282c9e77460f8360f564131a8af5a")]
    [InlineData("ca9a282c9e77460f8360f564131a8afg")]
    [InlineData(" a9a282c9e77460f8360f564131a8af5")]
    public void What_is_not_32_digits_is_none(string text) => Assert.False(Token.TryParse(text, out _));

    [Fact]
    public void The_same_name_gives_the_same_token_everywhere()
    {
        Assert.Equal("af2bdbe1aa9b6ec1e2ade1d694f41fc7", Token.Of("sample").ToString());
        Assert.NotEqual(Token.Of("a"), Token.Of("b"));
    }
}
