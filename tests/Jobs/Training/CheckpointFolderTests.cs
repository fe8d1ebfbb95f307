using TorchSharp;
using VoxPilot.Jobs.Tests.Reports;
using VoxPilot.Jobs.Training;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training;

public sealed class CheckpointFolderTests : IDisposable
{
    private readonly TemporaryFolder root = new();
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void What_was_written_comes_back_in_its_bits()
    {
        CheckpointFolder folder = new(root.At("c"));
        Assert.False(folder.Any);
        Dictionary<string, Tensor> weights = Made(), averages = Made(), optimiser = Made();
        RunState state = State(3) with { Position = new(2, 17), Seconds = 1.25, Seed = ulong.MaxValue };
        folder.Save(state, weights, averages, optimiser);
        Assert.True(folder.Any);
        Dictionary<string, Tensor> a = Made(), b = Made();
        Dictionary<string, byte[]> adam = [];
        Assert.Equal(state, folder.Load(a, b, saved => adam = saved.ToDictionary(e => e.Key, e => e.Value.bytes.ToArray())));
        foreach (string name in weights.Keys)
        {
            Assert.Equal(weights[name].bytes.ToArray(), a[name].bytes.ToArray());
            Assert.Equal(averages[name].bytes.ToArray(), b[name].bytes.ToArray());
            Assert.Equal(optimiser[name].bytes.ToArray(), adam[name]);
        }
    }

    [Fact]
    public void The_last_two_stay_and_the_last_one_is_read()
    {
        CheckpointFolder folder = new(root.At("c"));
        foreach (int step in (int[])[9, 10, 11, 11])
        {
            folder.Save(State(step), Made(), Made(), Made());
        }
        Assert.Equal(["step-0000010", "step-0000011"], Directory.EnumerateDirectories(root.At("c")).Select(Path.GetFileName).Order());
        Assert.Equal(11, folder.Load(Made(), null, null).Step);
    }

    [Theory]
    [InlineData("state.safetensors", "torn")]
    [InlineData("state.json", "{")]
    [InlineData("state.json", null)]
    public void A_damaged_one_is_named_with_a_way_out(string file, string? content)
    {
        CheckpointFolder folder = new(root.At("c"));
        folder.Save(State(1), Made(), Made(), Made());
        folder.Save(State(2), Made(), Made(), Made());
        string path = Path.Combine(root.At("c"), "step-0000002", file);
        if (content is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, content);
        }
        TrainingException fault = Assert.Throws<TrainingException>(() => folder.Load(Made(), null, null));
        Assert.Contains("step-0000002 is damaged", fault.Message, StringComparison.Ordinal);
        Assert.Contains("resume once more", fault.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(root.At("c"), "damaged-step-0000002")));
        Assert.Equal(1, folder.Load(Made(), null, null).Step);
    }

    [Fact]
    public void On_a_full_disk_the_one_before_is_kept_and_one_sentence_says_so()
    {
        string disk = root.At("disk");
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk), "Mounting a small disk needs root.");
        try
        {
            CheckpointFolder folder = new(disk);
            folder.Save(State(1), Made(), Made(), Made());
            Dictionary<string, Tensor> large = new() { ["a"] = ones(100_000) };
            TrainingException fault = Assert.Throws<TrainingException>(() => folder.Save(State(2), large, large, large));
            Assert.Contains("checkpoint of step 2 cannot be written", fault.Message, StringComparison.Ordinal);
            Assert.Contains("The one before it is kept", fault.Message, StringComparison.Ordinal);
            Assert.Equal(["step-0000001"], Directory.GetFileSystemEntries(disk).Select(Path.GetFileName));
            Assert.Equal(1, folder.Load(Made(), null, null).Step);
        }
        finally
        {
            Assert.True(Run("umount", disk));
        }

        static bool Run(string program, params string[] arguments)
        {
            using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }

    [Fact]
    public void A_missing_tensor_and_another_shape_are_named()
    {
        CheckpointFolder folder = new(root.At("c"));
        folder.Save(State(1), Made(), Made(), Made());
        Assert.Contains("lacks the tensor 'weights/d'", Fault(new() { ["d"] = zeros(1) }), StringComparison.Ordinal);
        Assert.Contains("'weights/a' of the last checkpoint", Fault(new() { ["a"] = zeros(3, 2) }), StringComparison.Ordinal);

        string Fault(Dictionary<string, Tensor> weights) => Assert.Throws<TrainingException>(() => folder.Load(weights, null, null)).Message;
    }

    public void Dispose()
    {
        scope.Dispose();
        root.Dispose();
    }

    private static RunState State(int step) => new() { Step = step, Position = new(0, 4), Seconds = 0, Seed = 1, Stage = "made" };

    private static Dictionary<string, Tensor> Made() => new() { ["a"] = randn(2, 3), ["b.c"] = randn(4), ["n"] = tensor([Random.Shared.NextInt64()]) };
}
