using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Perception;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training.Stages;

public sealed class QueryCacheTests(SmallPlanning small) : IClassFixture<SmallPlanning>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void What_is_kept_is_what_the_encoder_sees_of_a_clip_in_either_world_and_of_a_subset(bool mirror, bool subset)
    {
        using DrivingModel model = DrivingModel.Load(small.Pack, "cpu");
        IDriveDataset data = subset ? DatasetSubset.Spread(small.Data, 5) : small.Data;
        using QueryCache cache = Open(model, "either", null, data);
        ImageConfig image = model.Config.Perception.Image;
        using ClipLoader loader = new(data, new()
        {
            Width = image.Width,
            Height = image.Height,
            Clip = new() { Past = 1, Parts = KeyframeParts.Images },
            Augmentation = new() { MirrorProbability = mirror ? 1 : 0 },
            Shuffle = false,
            Epochs = 1,
        });
        while (loader.Next(Token) is { } batch)
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable _ = no_grad();
            using (batch)
            {
                ClipTensors clips = ClipTensors.Of(batch.Samples, image, 2, CPU);
                OccupancyQueries seen = model.Perception.Occupancy.forward(clips.Levels(model.Perception), clips.EgoToImage);
                (float[] features, float[] points) = Read(cache, model, batch.Samples[0].Draw.Index, mirror);
                Close([.. seen.Features.contiguous().Span<float>()], features, 4e-3);
                Close([.. seen.Points.contiguous().Span<float>()], points, 0.04);
            }
        }
    }

    [Fact]
    public void The_cars_motion_as_its_images_show_it_lies_beside_the_queries()
    {
        using DrivingModel model = DrivingModel.Load(small.Pack, "cpu");
        using QueryCache cache = Open(model, "either", null);
        for (int i = 0; i < small.Data.Count; i++)
        {
            bool first = i == 0 || small.Data.Scene(i) != small.Data.Scene(i - 1);
            EgoState? seen = cache.Seen(i, mirror: false), mirrored = cache.Seen(i, mirror: true), told = small.Data.Read(i, KeyframeParts.None).Frame.Ego;
            Assert.Equal(first, seen is null);
            if (seen is null)
            {
                continue;
            }
            Assert.InRange(seen.Speed, told!.Speed - 3, told.Speed + 3);
            Assert.InRange(mirrored!.Speed, seen.Speed - 0.5, seen.Speed + 0.5);
            Assert.InRange(mirrored.YawRate, -seen.YawRate - 0.06, -seen.YawRate + 0.06);
            Assert.NotEmpty(seen.History);
        }
    }

    [Fact]
    public void Of_two_sets_each_has_its_own_cache_and_key_frames_are_found_in_theirs()
    {
        using DrivingModel model = DrivingModel.Load(small.Pack, "cpu");
        IDriveDataset few = DatasetSubset.Spread(small.Data, 3), both = DatasetUnion.Of([few, small.Data]);
        using QueryCache alone = Open(model, "union", null, small.Data);
        using QueryCaches caches = QueryCaches.Open(small.Folder("union"), both, model, true, null, Token);
        Assert.Equal(2, Directory.GetFiles(small.Folder("union")).Length);
        QueryShape shape = QueryShape.Of(model.Config.Perception.Encoder);
        float[] features = new float[shape.FeatureValues], points = new float[shape.PointValues];
        foreach (bool mirror in (bool[])[false, true])
        {
            caches.Read(3 + 7, mirror, features, points);
            (float[] Features, float[] Points) expected = Read(alone, model, 7, mirror);
            Assert.Equal(expected.Features, features);
            Assert.Equal(expected.Points, points);
        }
    }

    [Fact]
    public void An_interrupted_cache_goes_on_and_comes_to_hold_the_same_bytes()
    {
        using DrivingModel model = DrivingModel.Load(small.Pack, "cpu");
        byte[] whole;
        string path;
        using (QueryCache cache = Open(model, "whole", null))
        {
            path = cache.Path;
            whole = File.ReadAllBytes(path);
        }
        foreach (int stop in (int[])[1, 5, small.Data.Count + 3])
        {
            string folder = $"stopped-{stop}", other = Path.Combine(small.Folder(folder), Path.GetFileName(path));
            Assert.ThrowsAny<OperationCanceledException>(() => Open(model, folder, (done, _) =>
            {
                if (done == stop)
                {
                    throw new OperationCanceledException();
                }
            }));
            Assert.False(File.Exists(other));
            using (FileStream part = File.Open(other + ".part", FileMode.Open))
            {
                part.SetLength(part.Length - 7); // as a process leaves it that was killed while it wrote
            }
            int first = 0;
            using QueryCache again = Open(model, folder, (done, _) => first = first == 0 ? done : first);
            Assert.Equal(Math.Max(1, stop), first);
            Assert.Equal(whole, File.ReadAllBytes(again.Path));
        }
    }

    [Fact]
    public void A_cache_that_is_there_is_not_made_again_whatever_plans_and_other_eyes_have_another()
    {
        using DrivingModel model = DrivingModel.Load(small.Pack, "cpu");
        string first;
        using (QueryCache cache = Open(model, "kept", null))
        {
            first = cache.Path;
        }
        using QueryCache again = Open(model, "kept", (_, _) => Assert.Fail("It was made again."));
        using DrivingModel replanned = DrivingModel.LoadAnew(small.Pack, "cpu", null, DrivingModelConfig.Nano(), 77);
        using QueryCache same = Open(replanned, "kept", (_, _) => Assert.Fail("What sees is the same."));
        using (no_grad())
        {
            model.Perception.Occupancy.parameters().First().add_(0.01f);
        }
        using QueryCache other = QueryCache.Open(small.Folder("kept"), small.Data, model, false, null, Token);
        Assert.Equal(first, again.Path);
        Assert.NotEqual(first, other.Path);
        Assert.Throws<ArgumentException>(() => Read(other, model, 0, mirror: true));
    }

    private QueryCache Open(DrivingModel model, string folder, Action<int, int>? progress, IDriveDataset? data = null) =>
        QueryCache.Open(small.Folder(folder), data ?? small.Data, model, mirrored: true, progress, Token);

    private static (float[] Features, float[] Points) Read(QueryCache cache, DrivingModel model, int index, bool mirror)
    {
        QueryShape shape = QueryShape.Of(model.Config.Perception.Encoder);
        float[] features = new float[shape.FeatureValues], points = new float[shape.PointValues];
        cache.Read(index, mirror, features, points);
        return (features, points);
    }

    private static void Close(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.True(expected.Zip(actual, (a, b) => Math.Abs(a - b) - 1e-3 * Math.Abs(a)).Max() <= tolerance, $"{expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max()}");
    }
}
