using VoxPilot.Jobs.Tests.Reports;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training;

public sealed class LossLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.At("losses.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_appended_is_read_in_its_order()
    {
        LossLog log = new(Path);
        log.Append(MadeRuns.Line(10));
        log.Append(MadeRuns.Line(20) with { Loss = double.NaN, GradientNorm = double.PositiveInfinity });
        IReadOnlyList<LossLine> read = LossLog.Read(Path);
        Assert.Equal([10, 20], read.Select(line => line.Step));
        Assert.Equal(MadeRuns.Terms, read[0].Terms.Keys);
        Assert.Equal(MadeRuns.Line(10).Terms.Values, read[0].Terms.Values);
        Assert.Equal((double.NaN, double.PositiveInfinity), (read[1].Loss, read[1].GradientNorm));
        Assert.StartsWith("{\"step\":10,\"epoch\":0,\"seconds\":4,\"learning_rate\":", File.ReadAllText(Path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_was_torn_is_passed_over_and_goes_when_the_run_goes_on()
    {
        LossLog log = new(Path);
        log.Append(MadeRuns.Line(10));
        log.Append(MadeRuns.Line(20));
        string whole = File.ReadAllText(Path);
        File.WriteAllText(Path, whole[..^7]);
        Assert.Equal([10], LossLog.Read(Path).Select(line => line.Step));
        log.TruncateAfter(20);
        log.Append(MadeRuns.Line(30));
        Assert.Equal([10, 30], LossLog.Read(Path).Select(line => line.Step));
    }

    [Fact]
    public void Lines_after_the_checkpoint_are_dropped_and_those_before_keep_their_bytes()
    {
        LossLog log = new(Path);
        log.TruncateAfter(10); // nothing is there yet
        log.Append(MadeRuns.Line(10));
        log.Append(MadeRuns.Line(20));
        string kept = File.ReadAllText(Path);
        log.Append(MadeRuns.Line(30));
        log.Append(MadeRuns.Line(40));
        log.TruncateAfter(29);
        Assert.Equal(kept, File.ReadAllText(Path));
        log.TruncateAfter(0);
        Assert.Empty(LossLog.Read(Path));
    }

    [Fact]
    public void A_damaged_line_between_others_is_named()
    {
        LossLog log = new(Path);
        log.Append(MadeRuns.Line(10));
        File.AppendAllText(Path, "{\"step\": 20, \n");
        log.Append(MadeRuns.Line(30));
        Assert.StartsWith("Line 2 of losses.jsonl", Assert.Throws<InvalidDataException>(() => LossLog.Read(Path)).Message, StringComparison.Ordinal);
    }
}
