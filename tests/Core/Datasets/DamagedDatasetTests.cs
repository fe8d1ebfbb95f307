using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Checking;
using VoxPilot.Core.Datasets.Loading;

namespace VoxPilot.Core.Tests.Datasets;

/// <summary>A data set with an image, a sweep, labels and views that are damaged or missing, each of another sample.</summary>
[Collection(nameof(MadeUpDataset))]
public sealed class DamagedDatasetTests : IDisposable
{
    private static readonly ClipLoaderOptions Options = new()
    {
        Width = 16,
        Height = 8,
        BatchSize = 3,
        Epochs = 1,
        DepthWidth = 8,
        DepthHeight = 4,
        Threads = 2,
        Shuffle = false,
        Clip = new(),
    };

    private readonly MadeUpDatasetCopy made;

    public DamagedDatasetTests(MadeUpDataset original) => made = new(original);

    public void Dispose() => made.Dispose();

    [Fact]
    public void The_check_names_each_damaged_file_with_its_sample()
    {
        Fault[] faults = [DamageImage(), RemoveSweep(), DamageLabels(), DamageViews()];
        DatasetReport report = DatasetCheck.Run(made.Root, new() { Deep = true }, TestContext.Current.CancellationToken);
        Assert.Equal(
            faults.Select(fault => (fault.Kind, fault.File, fault.Sample)).OrderBy(fault => fault.File, StringComparer.Ordinal),
            report.Problems.Select(problem => (problem.Kind, problem.Where, problem.Sample!)).OrderBy(problem => problem.Where, StringComparer.Ordinal));
        string[] lines = DatasetReportText.Format(report).Split('\n');
        Assert.All(faults, fault => Assert.Single(lines, line => line.Contains(fault.File, StringComparison.Ordinal) && line.Contains(fault.Sample, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(nameof(DamageImage))]
    [InlineData(nameof(RemoveSweep))]
    [InlineData(nameof(DamageLabels))]
    [InlineData(nameof(DamageViews))]
    public void A_loader_stops_at_a_damaged_file_and_names_its_sample(string damage)
    {
        Fault fault = damage switch
        {
            nameof(DamageImage) => DamageImage(),
            nameof(RemoveSweep) => RemoveSweep(),
            nameof(DamageLabels) => DamageLabels(),
            _ => DamageViews(),
        };
        using ClipLoader loader = new(made.Open(), Options);
        DatasetException found = Assert.Throws<DatasetException>(() => Drain(loader));
        Assert.Equal(fault.Sample, found.Sample);
        Assert.Equal(damage == nameof(DamageImage) ? "CAM_BACK" : fault.File, found.File);
        Assert.Contains(found.Sample!, found.Message, StringComparison.Ordinal);
        Assert.Contains(found.File, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loader_skips_and_counts_damaged_samples_where_asked()
    {
        Fault[] faults = [DamageImage(), RemoveSweep(), DamageLabels(), DamageViews()];
        NuScenesDataset data = made.Open();
        using ClipLoader loader = new(data, Options with { OnFault = FaultPolicy.Skip });
        Assert.Equal(Enumerable.Range(0, data.Count).Select(data.Token).Except(faults.Select(fault => fault.Sample)), Drain(loader));
        Assert.Equal((2, 4, 4), (loader.Statistics.Batches, loader.Statistics.Samples, loader.Statistics.Skipped));
        Assert.Equal(faults.Select(fault => fault.Sample), loader.Skipped.Select(skipped => skipped.Token));
        Assert.All(loader.Skipped, skipped => Assert.Contains(skipped.Token, skipped.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_image_of_the_past_is_named_with_the_sample_that_it_belongs_to()
    {
        Fault fault = DamageImage();
        using ClipLoader loader = new(made.Open(), Options with { Clip = new() { Past = 1 }, OnFault = FaultPolicy.Skip });
        Assert.Equal(6, Drain(loader).Count);
        Assert.Equal([fault.Sample, MadeUpDataset.Sample(0, 2).ToString()], loader.Skipped.Select(skipped => skipped.Token));
        Assert.All(loader.Skipped, skipped => Assert.Contains($"sample {fault.Sample} is damaged", skipped.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_asked_for_cannot_be_damaged()
    {
        RemoveSweep();
        DamageLabels();
        DamageViews();
        using ClipLoader loader = new(made.Open(), Options with { DepthWidth = 0, DepthHeight = 0, Clip = new() { Parts = KeyframeParts.Images } });
        Assert.Equal(8, Drain(loader).Count);
    }

    private Fault DamageImage() => Cut(0, 1, "samples/CAM_BACK");

    private Fault RemoveSweep()
    {
        string file = made.Own("samples/LIDAR_TOP")[2];
        File.Delete(file);
        return Named(DatasetProblemKind.MissingFile, file, 0, 2);
    }

    private Fault DamageLabels() => Cut(1, 0, "gts");

    private Fault DamageViews() => Cut(1, 2, "dense");

    private Fault Cut(int scene, int sample, string folder)
    {
        string[] files = made.Own(folder);
        string file = folder == "samples/CAM_BACK" ? files[4 * scene + sample] : files.Single(name => name.Contains(MadeUpDataset.Sample(scene, sample).ToString(), StringComparison.Ordinal));
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(bytes.Length * 3 / 4)]);
        return Named(DatasetProblemKind.DamagedFile, file, scene, sample);
    }

    private Fault Named(DatasetProblemKind kind, string file, int scene, int sample) =>
        new(kind, Path.GetRelativePath(made.Root, file), MadeUpDataset.Sample(scene, sample).ToString());

    private static List<string> Drain(ClipLoader loader)
    {
        List<string> tokens = [];
        while (loader.Next(TestContext.Current.CancellationToken) is TrainingBatch batch)
        {
            tokens.AddRange(batch.Samples.Select(sample => sample.Now.Token));
            batch.Dispose();
        }
        return tokens;
    }

    private sealed record Fault(DatasetProblemKind Kind, string File, string Sample);
}
