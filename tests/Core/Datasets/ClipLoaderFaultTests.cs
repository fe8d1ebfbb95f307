using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;

namespace VoxPilot.Core.Tests.Datasets;

/// <summary>What a loader does about samples that cannot be read.</summary>
public sealed class ClipLoaderFaultTests
{
    private static readonly ClipLoaderOptions Options = ClipLoaderTests.Options;

    private readonly MadeDataset dataset = new(scenes: 2, perScene: 5);

    [Fact]
    public void A_bad_sample_is_named()
    {
        dataset.Broken.Add(7);
        using ClipLoader loader = new(dataset, Options with { Clip = new() });
        DatasetException e = Assert.Throws<DatasetException>(() => ClipLoaderTests.Drain(loader));
        Assert.Equal("token7", e.Sample);
        Assert.Contains("samples/token7.jpg", e.Message, StringComparison.Ordinal);
        Assert.Same(e, Assert.Throws<DatasetException>(() => loader.Next(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void A_damaged_image_names_its_sample_and_its_camera()
    {
        dataset.Change = (index, keyframe) => index != 3 ? keyframe : keyframe with
        {
            Frame = keyframe.Frame with { Images = [.. keyframe.Frame.Images.Select((image, i) => i == 4 ? image with { Bytes = image.Bytes[..^40] } : image)] },
        };
        using ClipLoader loader = new(dataset, Options with { Clip = new() });
        DatasetException e = Assert.Throws<DatasetException>(() => ClipLoaderTests.Drain(loader));
        Assert.Equal(("token3", "CAM_BACK_LEFT"), (e.Sample, e.File));
        Assert.Contains("token3", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Bad_samples_are_skipped_and_counted_where_asked(int threads)
    {
        dataset.Broken.UnionWith([2, 7]);
        ClipLoaderOptions options = Options with { Clip = new(), OnFault = FaultPolicy.Skip, Epochs = 2, Threads = threads };
        using ClipLoader loader = new(dataset, options);
        List<string> tokens = ClipLoaderTests.Drain(loader);
        Assert.Equal(16, tokens.Count);
        Assert.DoesNotContain("token2", tokens);
        Assert.Equal(4, loader.Statistics.Skipped);
        Assert.Equal(["token2", "token2", "token7", "token7"], loader.Skipped.Select(skipped => skipped.Token).Order());
        Assert.Equal((6, 16), (loader.Statistics.Batches, loader.Statistics.Samples));
    }

    [Fact]
    public void An_epoch_without_a_readable_sample_is_a_fault_even_where_faults_are_skipped()
    {
        dataset.Broken.UnionWith(Enumerable.Range(0, 10));
        using ClipLoader loader = new(dataset, Options with { OnFault = FaultPolicy.Skip });
        Assert.Contains("none of the 10 samples", Assert.Throws<DatasetException>(() => ClipLoaderTests.Drain(loader)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_that_is_not_the_datas_is_never_skipped()
    {
        dataset.Change = (index, keyframe) => index == 1 ? throw new NotSupportedException("broken program") : keyframe;
        using ClipLoader loader = new(dataset, Options with { Clip = new(), OnFault = FaultPolicy.Skip });
        Assert.Contains("token1", Assert.Throws<InvalidOperationException>(() => ClipLoaderTests.Drain(loader)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_without_poses_make_no_clip()
    {
        dataset.Change = (_, keyframe) => keyframe with { Frame = keyframe.Frame with { Ego = null } };
        using ClipLoader loader = new(dataset, Options);
        Assert.Contains("has no ego pose", Assert.Throws<DatasetException>(() => ClipLoaderTests.Drain(loader)).Message, StringComparison.Ordinal);
    }
}
