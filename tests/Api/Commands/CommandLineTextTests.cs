using VoxPilot.Api.Commands;

namespace VoxPilot.Api.Tests.Commands;

public sealed class CommandLineTextTests
{
    [Theory]
    [InlineData("./voxpilot train occupancy --data $VOXPILOT_DATA/datasets/a", "train", "occupancy", "--data", "/home/me/data/datasets/a")]
    [InlineData("./voxpilot evaluate --data ~/sets --out '~/my reports/a'", "evaluate", "--data", "/home/me/sets", "--out", "/home/me/my reports/a")]
    [InlineData("./voxpilot evaluate --data /home/me2/a --pack $VOXPILOT_DATA", "evaluate", "--data", "/home/me2/a", "--pack", "/home/me/data")]
    public void Folders_of_this_machine_are_named_as_anyone_has_them(string expected, params string[] words) =>
        Assert.Equal(expected, CommandLineText.Of(words, "/home/me/data", "/home/me"));
}
