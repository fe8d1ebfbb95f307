using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Tests.Formats.NuScenes;

public sealed class RouteCommandsTests
{
    [Theory]
    [InlineData(2.0, Command.Left)]
    [InlineData(1.99, Command.Straight)]
    [InlineData(-1.99, Command.Straight)]
    [InlineData(-2.0, Command.Right)]
    public void The_leaking_rule_looks_two_metres_aside_at_the_end(double y, Command expected)
    {
        (double, double)[] points = [(1, 9), (2, -9), (3, 9), (4, -9), (5, 9), (6, y)];
        Assert.Equal(expected, RouteCommands.LeakedFromFuture(new() { Points = points }));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"xyz\": \"left\"}")]
    [InlineData("{\"ca9a282c9e77460f8360f564131a8af5\": \"up\"}")]
    [InlineData("{\"ca9a282c9e77460f8360f564131a8af5\": 1}")]
    public void A_damaged_file_is_named(string text)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            Assert.Contains("commands.json", Assert.Throws<InvalidDataException>(() => RouteCommands.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
