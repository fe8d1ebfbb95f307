using System.Globalization;
using VoxPilot.Driving;
using VoxPilot.Jobs.Evidence;
using VoxPilot.Jobs.Training;
using VoxPilot.World.Generation;

namespace VoxPilot.Jobs.Tests.Evidence;

/// <summary>The tables of SQS: their plans, and one of them from data to text with hardly any training.</summary>
public sealed class SqsEvidenceTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-evidence-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData(EvidencePreset.Micro)]
    [InlineData(EvidencePreset.Nano)]
    public void Runs_stand_behind_those_that_they_need_and_rows_behind_those_that_they_are_compared_with(EvidencePreset preset)
    {
        Assert.Equal(["labels", "parts", "neighbours", "driving"], SqsEvidence.All(preset).Select(plan => plan.Name));
        foreach (EvidencePlan plan in SqsEvidence.All(preset))
        {
            plan.Architecture.Validate();
            HashSet<string> runs = [], rows = [];
            foreach (EvidenceRun run in plan.Runs)
            {
                Assert.All(new[] { run.From, run.PlugIn }.OfType<string>(), needed => Assert.Contains(needed, runs));
                Assert.True(runs.Add(run.Name), run.Name);
                Assert.Equal(run.Stage, StageKind.Of(run.Stage).Name);
                Assert.All(run.Settings, setting => StageSettings.Parse(setting));
            }
            foreach (EvidenceRow row in plan.Rows)
            {
                Assert.Contains(row.Run, runs);
                Assert.True(row.Against is null || rows.Contains(row.Against), row.Name);
                Assert.True(rows.Add(row.Name));
            }
        }
        Assert.Equal(5, SqsEvidence.Of("labels", preset).Seeds);
        Assert.Contains("labels, parts", Assert.Throws<TrainingException>(() => SqsEvidence.Of("label", preset)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_goes_from_data_to_paired_differences_and_is_gone_on_with()
    {
        EvidenceFolder folder = new(Path.Combine(root, "out"));
        EvidencePlan whole = SqsEvidence.Of("labels", EvidencePreset.Trial);
        EvidencePlan plan = whole with { Rows = [whole.Rows[2], whole.Rows[3]] };
        EvidenceRequest request = folder.Open(new() { Table = "labels", Data = [Town(651_000)], Validation = Town(651_001), Test = Town(651_002), Preset = EvidencePreset.Trial, Seeds = 2 }, resume: false);
        List<string> news = [];
        EvidenceTable table = await Runner(request).RunAsync(TestContext.Current.CancellationToken);

        Assert.All(table.Lines, line => Assert.Empty(line.Faults));
        Assert.All(table.Lines, line => Assert.Equal(2, line.Values[0].Count));
        EvidenceDifference apart = table.Lines[1].Differences[0]!;
        Assert.Equal(table.Lines[1].Values[0].Zip(table.Lines[0].Values[0]).Average(pair => pair.First - pair.Second), apart.Mean, 1e-9);
        Assert.Equal(2, apart.Seeds);
        Assert.Null(table.Lines[0].Differences[0]);
        Assert.NotNull(ModelPack.Open(Path.Combine(folder.Run(1, "sqs-100").Results, "pack")).Manifest.Config.Perception.Encoder.Interaction);
        string text = File.ReadAllText(folder.Markdown);
        Assert.Contains("| SQS, 100 % | ", text, StringComparison.Ordinal);
        Assert.Contains("+1.3 mIoU, +1.69 IoU", text, StringComparison.Ordinal);
        Assert.Equal(2, news.Count(said => said.EndsWith("sqs: sqs 3", StringComparison.Ordinal)));

        news.Clear();
        await Runner(folder.Open(null, resume: true)).RunAsync(TestContext.Current.CancellationToken);
        Assert.Empty(news); // all was done

        EvidenceRunner Runner(EvidenceRequest of) => new(of, plan, folder, new(Path.Combine(root, "home"), Path.Combine(root, "data-root")), new() { News = news.Add });
    }

    private string Town(ulong seed)
    {
        string data = Path.Combine(root, seed.ToString(CultureInfo.InvariantCulture));
        WorldGenerator.Generate(new() { Seed = seed, Scenes = 1, Seconds = 2, Width = 128, Height = 72, Folder = data }, _ => { }, TestContext.Current.CancellationToken);
        return data;
    }
}
