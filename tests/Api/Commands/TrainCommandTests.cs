using System.Diagnostics;
using System.Globalization;
using VoxPilot.Api.Commands;

namespace VoxPilot.Api.Tests.Commands;

/// <summary><c>train</c>: what it writes and where, how it is stopped and goes on, and how it refuses.</summary>
[Collection(nameof(TinyWorld))]
public sealed class TrainCommandTests : IDisposable
{
    private readonly TinyWorld world;
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-train-").FullName;
    private readonly string? dataFolder = Environment.GetEnvironmentVariable("VOXPILOT_DATA");

    public TrainCommandTests(TinyWorld world)
    {
        this.world = world;
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", folder);
    }

    private const int Interrupt = 2;

    private string Runs => Path.Combine(folder, "runs");

    [Fact]
    public async Task A_run_writes_its_files_is_not_begun_twice_and_is_resumed_without_harm()
    {
        string[] args = ["occupancy", "--data", world.Folder, "--run", "tiny", "--steps", "2", "--batch", "1", "--previews", "0"];
        (int code, string said, string complained) = await TrainAsync(args);
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains("step 2/2, loss", said, StringComparison.Ordinal);
        Assert.Contains($"Done. Results: {Path.Combine(Runs, "tiny", "results")}", said, StringComparison.Ordinal);
        foreach (string file in (string[])["config.json", "losses.jsonl", "checkpoints/step-0000002/state.safetensors", "results/pack/pack.json"])
        {
            Assert.True(File.Exists(Path.Combine(Runs, "tiny", file)), file);
        }
        Assert.Contains("\"command\": \"./voxpilot train occupancy --data", File.ReadAllText(Path.Combine(Runs, "tiny", "config.json")), StringComparison.Ordinal);
        string lines = File.ReadAllText(Path.Combine(Runs, "tiny", "losses.jsonl"));

        (code, _, complained) = await TrainAsync(args);
        Assert.Equal(1, code);
        Assert.Contains("There is a run tiny already", complained, StringComparison.Ordinal);

        (code, _, complained) = await TrainAsync("dense2d", "--run", "tiny", "--resume");
        Assert.Equal(1, code);
        Assert.Contains("The run tiny is one of the stage occupancy", complained, StringComparison.Ordinal);

        (code, said, complained) = await TrainAsync("occupancy", "--run", "tiny", "--resume");
        Assert.Equal((0, ""), (code, complained));
        Assert.Contains("Done.", said, StringComparison.Ordinal);
        Assert.Equal(lines, File.ReadAllText(Path.Combine(Runs, "tiny", "losses.jsonl")));
    }

    [Fact]
    public async Task An_interrupt_saves_and_says_how_to_go_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The signal is sent, and asked for, as Linux has it.");
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in (string[])[Path.Combine(AppContext.BaseDirectory, "VoxPilot.Api.dll"), "train", "occupancy", "--data", world.Folder, "--run", "long", "--steps", "100000", "--batch", "1", "--previews", "0"])
        {
            start.ArgumentList.Add(word);
        }
        using Process process = Process.Start(start)!;
        try
        {
            while (!File.Exists(Path.Combine(Runs, "long", "losses.jsonl")))
            {
                Assert.False(process.HasExited, "the run ended before its first line");
                await Task.Delay(50);
            }
            using (Process kill = Process.Start("kill", [Ignores(process, Interrupt) ? "-TERM" : "-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }
            string said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(130, process.ExitCode);
            Assert.Contains("Stopped and saved. Go on with --run long --resume.", said, StringComparison.Ordinal);
            Assert.Single(Directory.EnumerateDirectories(Path.Combine(Runs, "long", "checkpoints"), "step-*"));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    [Theory]
    [InlineData("Name the data set to learn from with --data", "occupancy")]
    [InlineData("There is no run in", "occupancy", "--resume")]
    [InlineData("'../x' cannot be the name of a run", "occupancy", "--run", "../x", "--resume")]
    [InlineData("'dreaming'", "dreaming")]
    public async Task What_cannot_be_trained_is_refused_in_a_line(string words, params string[] args)
    {
        (int code, _, string complained) = await TrainAsync(args);
        Assert.Equal(1, code);
        Assert.Contains(words, complained, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Runs));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("VOXPILOT_DATA", dataFolder);
        Directory.Delete(folder, recursive: true);
    }

    // A process that a shell without job control started in the background ignores SIGINT, and so do its children: there the other signal that saves is tried.
    private static bool Ignores(Process process, int signal)
    {
        string mask = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..].Trim();
        return (ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;
    }

    private static Task<(int ExitCode, string Said, string Complained)> TrainAsync(params string[] args) => TinyWorld.RunAsync(TrainCommand.Create(), ["train", .. args]);
}
