using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class ClipLoaderTests
{
    private static readonly ClipAugmentation Everything = new()
    {
        MirrorProbability = 0.5,
        Image = ImageAugmentation.SparseBev,
        Color = ColorAugmentation.Standard,
    };

    internal static readonly ClipLoaderOptions Options = new()
    {
        Width = 44,
        Height = 16,
        BatchSize = 3,
        DepthWidth = 22,
        DepthHeight = 8,
        Seed = 5,
        Threads = 2,
        Clip = new() { Past = 2 },
        Augmentation = Everything,
    };

    private readonly MadeDataset dataset = new(scenes: 2, perScene: 5);

    [Fact]
    public void One_thread_and_four_give_the_same_batches()
    {
        List<string> one = All(Options with { Threads = 1, Epochs = 2 }), four = All(Options with { Threads = 4, Epochs = 2 });
        Assert.Equal(8, one.Count); // 3 + 3 + 3 + 1, twice
        Assert.Equal(one, four);
        Assert.Equal(one.Count, one.Distinct().Count());
    }

    [Fact]
    public void A_loader_that_starts_at_a_saved_position_goes_on_as_the_first()
    {
        List<string> whole = All(Options with { Epochs = 3 });
        for (int done = 1; done < whole.Count; done += 3)
        {
            LoaderPosition position;
            using (ClipLoader first = new(dataset, Options with { Epochs = 3 }))
            {
                for (int i = 0; i < done; i++)
                {
                    using TrainingBatch batch = first.Next(TestContext.Current.CancellationToken)!;
                }
                position = first.Position;
            }
            Assert.Equal(whole[done..], All(Options with { Epochs = 3 }, position));
        }
    }

    [Fact]
    public void Without_augmentation_a_sample_is_what_the_parts_give_alone()
    {
        using ClipLoader loader = new(dataset, Options with { Shuffle = false, Augmentation = ClipAugmentation.None, BatchSize = 10 });
        using TrainingBatch batch = loader.Next(TestContext.Current.CancellationToken)!;
        using ImageDecoder decoder = new();
        TrainingSample sample = batch.Samples[4];
        Clip clip = new ClipReader(dataset, Options.Clip).Read(4);
        Assert.Equal("token4", sample.Now.Token);
        ImageTransform transform = ImageTransform.Fit(64, 36, 44, 16);
        Keyframe[] frames = [clip.Now, .. clip.Past];
        for (int view = 0; view < 18; view++)
        {
            Keyframe frame = frames[view / 6];
            float[] expected = new float[3 * 44 * 16];
            new ImagePreparation(transform, [.. Options.Mean], [.. Options.Std]).Prepare(
                decoder.Decode(frame.Frame.Images[view % 6], transform.DecodeWidth(64)), expected);
            Assert.Equal(expected, sample.Images.AsSpan(view * expected.Length, expected.Length).ToArray());
            Matrix4 matrix = transform.Adjust(frame.Frame.Rig.Cameras[view % 6]).EgoToImage
                * Matrix4.From(frame.Frame.Ego!.EgoToWorld!.Value.Inverse * clip.Now.Frame.Ego!.EgoToWorld!.Value);
            for (int k = 0; k < 16; k++)
            {
                Assert.Equal(matrix.Elements[k], sample.EgoToImage[16 * view + k], 1e-3 + 1e-5 * Math.Abs(matrix.Elements[k]));
            }
        }
        Assert.Equal(clip.Now.Occupancy!.Grid.Labels, sample.Labels!);
        Assert.Equal(clip.Now.Occupancy.MaskCamera, sample.MaskCamera!);
        Assert.Equal(clip.Now.Occupancy.MaskLidar, sample.MaskLidar!);
        Assert.Equal(clip.Now.Boxes, sample.Now.Boxes);
        Assert.Equal("turn left", sample.Now.Questions!.Keywords);
        Rig rig = new([.. clip.Now.Frame.Rig.Cameras.Select(transform.Adjust)]);
        Assert.Equal(LidarDepthTarget.Create(clip.Now.Lidar!, clip.Now.LidarToEgo, rig, 22, 8), sample.LidarDepth!);
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(1.0, false)]
    [InlineData(1.0, true)]
    public void A_mirrored_sample_is_the_mirror_image_of_the_straight_one(double flip, bool turn)
    {
        ClipAugmentation straight = new()
        {
            Image = ImageAugmentation.SparseBev with { FlipProbability = flip },
            BirdsEye = turn ? new() { Rotation = 1e-12 } : BirdsEyeAugmentation.None,
        };
        ClipLoaderOptions options = Options with { Shuffle = false, BatchSize = 10, Augmentation = straight };
        using ClipLoader one = new(dataset, options), two = new(dataset, options with { Augmentation = straight with { MirrorProbability = 1 } });
        using TrainingBatch before = one.Next(TestContext.Current.CancellationToken)!, after = two.Next(TestContext.Current.CancellationToken)!;
        int[] partners = [0, 2, 1, 3, 5, 4];
        float[] reversed = new float[44];
        for (int i = 0; i < 10; i++)
        {
            TrainingSample a = before.Samples[i], b = after.Samples[i];
            Assert.True(b.Now.Mirrored);
            Assert.Equal((null, null, turn ? null : "turn right"), (a.Now.Dense, b.Now.Dense, b.Now.Questions?.Keywords));
            for (int view = 0; view < 18; view++)
            {
                int partner = view / 6 * 6 + partners[view % 6];
                for (int row = 0; row < 3 * 16; row++)
                {
                    a.Images.AsSpan((partner * 48 + row) * 44, 44).CopyTo(reversed);
                    reversed.AsSpan().Reverse();
                    Assert.True(reversed.AsSpan().SequenceEqual(b.Images.AsSpan((view * 48 + row) * 44, 44)), $"sample {i}, view {view}, row {row}");
                }
                // The matrix of the mirrored sample takes mirrored points to mirrored pixels, in past frames too.
                Matrix4 matrix = new([.. a.EgoToImage[(16 * partner)..(16 * partner + 16)].Select(value => (double)value)]);
                Matrix4 mirrored = new([.. b.EgoToImage[(16 * view)..(16 * view + 16)].Select(value => (double)value)]);
                Vector3D point = new(7, 3, 1);
                (double u, double v, double depth) = matrix.Project(point);
                (double u2, double v2, double depth2) = mirrored.Project(WorldMirror.Of(point));
                Assert.Equal(depth, depth2, 1e-2);
                if (Math.Abs(depth) > 1)
                {
                    Assert.Equal(44 - u, u2, 0.02 * (1 + Math.Abs(u)));
                    Assert.Equal(v, v2, 0.02 * (1 + Math.Abs(v)));
                }
            }
            Assert.Equal(a.LidarDepth!.Count(depth => depth > 0), b.LidarDepth!.Count(depth => depth > 0));
            for (int k = 0; k < a.LidarDepth!.Length; k++)
            {
                Assert.Equal(a.LidarDepth![(partners[k / 176] * 8 + k / 22 % 8) * 22 + 21 - k % 22], b.LidarDepth![k], 1e-3f);
            }
            if (turn)
            {
                Assert.Null(a.Labels);
                Assert.Null(b.Labels);
                continue;
            }
            Assert.Equal(MirrorAugmentation.Apply(dataset.Read(i).Occupancy!).Grid.Labels, b.Labels!);
            Assert.Equal(a.Now.Boxes.Select(WorldMirror.Of), b.Now.Boxes);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void Labels_ahead_are_those_of_later_key_frames_and_unknown_beyond_the_scene(double mirror)
    {
        using ClipLoader loader = new(dataset, Options with
        {
            Shuffle = false,
            Clip = new() { Ahead = [1, 3] },
            Augmentation = new() { MirrorProbability = mirror },
        });
        using TrainingBatch batch = loader.Next(TestContext.Current.CancellationToken)!;
        TrainingSample sample = batch.Samples[2];
        Occ3DLabels later = dataset.Read(3).Occupancy!;
        Assert.Equal((mirror == 0 ? later : MirrorAugmentation.Apply(later)).Grid.Labels, sample.LabelsAhead.AsSpan(0, 640_000));
        Assert.Equal(-1, sample.LabelsAhead.AsSpan(640_000).IndexOfAnyExcept(TrainingSample.Unknown));
        Assert.Equal((mirror == 0 ? later : MirrorAugmentation.Apply(later)).MaskCamera, sample.MasksCameraAhead.AsSpan(0, 640_000));
        Assert.Contains((byte)0, sample.MasksCameraAhead![..640_000]);
        Assert.Equal(("token3", mirror == 1), (sample.Clip.Ahead[0]!.Token, sample.Clip.Ahead[0]!.Mirrored));
        Assert.Null(sample.Clip.Ahead[1]);
    }

    [Fact]
    public void Arrays_are_used_again()
    {
        ClipLoaderOptions options = Options with { Epochs = 6, Threads = 2, Prefetch = 1 };
        using ClipLoader loader = new(dataset, options);
        HashSet<float[]> arrays = [];
        while (loader.Next(TestContext.Current.CancellationToken) is TrainingBatch batch)
        {
            arrays.UnionWith(batch.Samples.Select(sample => sample.Images));
            batch.Dispose();
            batch.Dispose(); // twice gives them back once
            Assert.Throws<ObjectDisposedException>(() => batch.Samples);
        }
        Assert.Equal(60, loader.Statistics.Samples);
        // At most: a batch here, a batch ahead, one on each thread.
        Assert.InRange(loader.SamplesMade, 3, 8);
        Assert.True(arrays.Count <= loader.SamplesMade);
    }

    [Fact]
    public void A_sample_that_is_kept_does_not_change()
    {
        using ClipLoader loader = new(dataset, Options with { Epochs = 4 });
        TrainingBatch kept = loader.Next(TestContext.Current.CancellationToken)!;
        string before = Digest(kept);
        Drain(loader);
        Assert.Equal(before, Digest(kept));
    }

    [Fact]
    public void Incomplete_batches_are_left_out_where_asked()
    {
        using ClipLoader loader = new(dataset, Options with { Epochs = 2, DropLast = true });
        Assert.Equal(18, Drain(loader).Count);
        Assert.Equal(6, loader.Statistics.Batches);
    }

    [Fact]
    public void Cancelling_ends_the_wait_at_once_and_loses_nothing()
    {
        List<string> undisturbed = All(Options with { Epochs = 1 });
        using ManualResetEventSlim gate = new(false);
        dataset.Change = (index, keyframe) =>
        {
            gate.Wait();
            return keyframe;
        };
        using ClipLoader loader = new(dataset, Options with { Epochs = 1 });
        using CancellationTokenSource source = new(50);
        Stopwatch watch = Stopwatch.StartNew();
        Assert.Throws<OperationCanceledException>(() => loader.Next(source.Token));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
        Assert.True(loader.Statistics.Waited > TimeSpan.FromMilliseconds(20));
        gate.Set();
        List<string> rest = [];
        while (loader.Next(TestContext.Current.CancellationToken) is TrainingBatch batch)
        {
            rest.Add(Digest(batch));
            batch.Dispose();
        }
        Assert.Equal(undisturbed, rest);
    }

    [Fact]
    public void A_consumer_may_stop_early_even_while_a_read_hangs()
    {
        using ManualResetEventSlim never = new(false);
        dataset.Change = (index, keyframe) =>
        {
            if (index == 4)
            {
                never.Wait();
            }
            return keyframe;
        };
        Stopwatch watch = Stopwatch.StartNew();
        ClipLoader loader = new(dataset, Options with { Clip = new() });
        loader.Dispose();
        Assert.InRange(watch.ElapsedMilliseconds, 0, 3000);
        Assert.Throws<ObjectDisposedException>(() => loader.Next(TestContext.Current.CancellationToken));
        never.Set();
    }

    [Fact]
    public void No_more_is_read_ahead_than_was_asked()
    {
        using ClipLoader loader = new(dataset, Options with { Clip = new(), Prefetch = 1, Threads = 2 });
        SpinWait.SpinUntil(() => dataset.Reads >= 3, 5000);
        Thread.Sleep(50);
        Assert.Equal(3, dataset.Reads);
    }

    [Fact]
    public void Text_alone_needs_no_images()
    {
        using ClipLoader loader = new(dataset, Options with { DepthHeight = 0, DepthWidth = 0, Augmentation = ClipAugmentation.None, Clip = new() { Parts = KeyframeParts.Questions } });
        using TrainingBatch batch = loader.Next(TestContext.Current.CancellationToken)!;
        Assert.Empty(batch.Samples[0].Images);
        Assert.Null(batch.Samples[0].Labels);
        Assert.Equal("turn left", batch.Samples[0].Now.Questions!.Keywords);
    }

    [Fact]
    public void Senseless_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipLoader(dataset, Options with { BatchSize = 0 }));
        Assert.Throws<ArgumentException>(() => new ClipLoader(dataset, Options with { DepthHeight = 0 }));
        Assert.Throws<ArgumentException>(() => new ClipLoader(dataset, Options with { Clip = new() { Parts = KeyframeParts.Images } }));
        Assert.Throws<ArgumentException>(() => new ClipLoader(dataset, Options with { Clip = new() { Past = 1, PastParts = KeyframeParts.None } }));
        Assert.Throws<ArgumentException>(() => new ClipLoader(dataset, Options with { Std = [1, 1] }));
        foreach (ClipAugmentation senseless in (ClipAugmentation[])[
            new() { MirrorProbability = 1.5 },
            new() { MirrorProbability = double.NaN },
            new() { Image = new() { MinimumZoom = 0 } },
            new() { Image = new() { MinimumZoom = 1.2 } },
            new() { BirdsEye = new() { MinimumScale = -1 } }])
        {
            Assert.Throws<ArgumentException>(() => new ClipLoader(dataset, Options with { Augmentation = senseless }));
        }
    }

    private List<string> All(ClipLoaderOptions options, LoaderPosition start = default)
    {
        using ClipLoader loader = new(dataset, options, start);
        List<string> digests = [];
        while (loader.Next(TestContext.Current.CancellationToken) is TrainingBatch batch)
        {
            digests.Add(Digest(batch));
            batch.Dispose();
        }
        return digests;
    }

    internal static List<string> Drain(ClipLoader loader)
    {
        List<string> tokens = [];
        while (loader.Next(TestContext.Current.CancellationToken) is TrainingBatch batch)
        {
            tokens.AddRange(batch.Samples.Select(sample => sample.Now.Token));
            batch.Dispose();
        }
        return tokens;
    }

    private static string Digest(TrainingBatch batch)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TrainingSample sample in batch.Samples)
        {
            hash.AppendData(MemoryMarshal.AsBytes(sample.Images.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(sample.EgoToImage.AsSpan()));
            hash.AppendData(sample.Labels!);
            hash.AppendData(sample.MaskCamera!);
            hash.AppendData(MemoryMarshal.AsBytes(sample.LidarDepth.AsSpan()));
        }
        return $"{batch.Epoch} {batch.Next} {string.Join(' ', batch.Samples.Select(s => $"{s.Now.Token} {s.Now.Mirrored} {s.Now.Frame.Command}"))} {Convert.ToHexString(hash.GetHashAndReset())}";
    }
}
