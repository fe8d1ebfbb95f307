using VoxPilot.Api.Commands;

namespace VoxPilot.Api.Tests.Commands;

/// <summary><c>closedloop</c>: what it takes, what it says, and how it ends.</summary>
[Collection(nameof(TinyWorld))] // for VOXPILOT_DATA, which is the process's
public sealed class ClosedLoopCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-closedloop-").FullName;
    private readonly string? dataFolder = Environment.GetEnvironmentVariable("VOXPILOT_DATA");

    public ClosedLoopCommandTests() => Environment.SetEnvironmentVariable("VOXPILOT_DATA", At("data"));

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", dataFolder);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task It_drives_and_writes_a_report()
    {
        (int code, string said, string complained) = await RunAsync("--pack", "expert", "--seed", "105", "--routes", "1", "--seconds", "2", "--baselines", "off", "--out", At("deep/report"));
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains("Expert: 1/1", said, StringComparison.Ordinal);
        Assert.Contains("Constant velocity: 1/1", said, StringComparison.Ordinal);
        Assert.Contains("Routes completed", said, StringComparison.Ordinal);
        Assert.Contains(At("deep/report.json"), said, StringComparison.Ordinal);
        Assert.Contains("Routes completed", File.ReadAllText(At("deep/report.html")), StringComparison.Ordinal);
        Assert.Contains("closedloop.collisions.per_km", File.ReadAllText(At("deep/report.json")), StringComparison.Ordinal);
        Assert.Contains($"./voxpilot closedloop --pack expert --seed 105 --routes 1 --seconds 2 --baselines off --out {At("deep/report")}", File.ReadAllText(At("deep/report.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_pack_is_answered_with_those_that_there_are()
    {
        string complained = await RefusesAsync("There is no pack 'nanoo'. There are nano", "--pack", "nanoo", "--out", At("report"));
        Assert.Contains(", and without cameras expert, constant-velocity, ego-mlp; or name the folder of a pack.", complained, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_pack_is_named()
    {
        Directory.CreateDirectory(At("broken"));
        File.WriteAllText(At("broken/pack.json"), "{");
        await RefusesAsync("pack.json", "--pack", At("broken"), "--out", At("report"));
    }

    [Theory]
    [InlineData("number of routes is 1 to 10000, not 0", "--routes", "0")]
    [InlineData("2 to 120 seconds, not 1", "--seconds", "1")]
    [InlineData("--size must be WIDTHxHEIGHT with sides of 32 to 4096 pixels, like 256x96; it is '256'", "--size", "256")]
    [InlineData("--seed", "--seed", "minus")]
    public Task An_option_out_of_range_is_refused_before_anyone_drives(string reason, params string[] options) =>
        RefusesAsync(reason, ["--pack", "expert", .. options, "--out", At("report")]);

    [Fact]
    public Task Routes_that_the_ego_mlp_has_learnt_from_are_refused() =>
        RefusesAsync("The ego-MLP learns from the drives of seeds 100000 to 100499", "--pack", "ego-mlp", "--seed", "99999", "--routes", "2", "--out", At("report"));

    [Fact]
    public Task Without_a_driver_it_says_what_is_missing() => RefusesAsync("--pack", "--out", At("report"));

    [Fact]
    public async Task The_help_says_who_can_drive_and_which_seeds_are_for_final_tests()
    {
        (int code, string said, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        foreach (string word in (string[])["expert, constant-velocity, ego-mlp", "Seeds from 10000000 up are for final tests", "--routes", "--seconds", "--size", "--device", "REPORT.html", "film strip"])
        {
            Assert.Contains(word, said, StringComparison.Ordinal);
        }
    }

    private async Task<string> RefusesAsync(string reason, params string[] args)
    {
        (int code, _, string complained) = await RunAsync(args);
        Assert.Equal(1, code);
        Assert.Contains(reason, complained, StringComparison.Ordinal);
        Assert.False(File.Exists(At("report.json")));
        return complained;
    }

    private static Task<(int ExitCode, string Said, string Complained)> RunAsync(params string[] args) => TinyWorld.RunAsync(ClosedLoopCommand.Create(), ["closedloop", .. args]);

    private string At(string name) => Path.Combine(folder, name);
}
