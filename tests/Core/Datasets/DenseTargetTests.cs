using System.Runtime.InteropServices;

using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class DenseTargetTests
{
    private const int ImageWidth = 64, ImageHeight = 36;

    // Nothing is cut, nothing scaled: the input has the size of the images.
    private static readonly ClipLoaderOptions Plain = new()
    {
        Width = ImageWidth,
        Height = ImageHeight,
        DenseWidth = 16,
        DenseHeight = 12,
        Threads = 1,
        Shuffle = false,
        Epochs = 1,
        BatchSize = 3,
        Clip = new() { Parts = KeyframeParts.Images | KeyframeParts.Lidar | KeyframeParts.Dense },
    };

    private static readonly int[] Partners = [0, 2, 1, 3, 5, 4];

    private readonly MadeDataset dataset = new(scenes: 1, perScene: 3) { Change = (index, keyframe) => keyframe with { Dense = Views(index) } };

    [Fact]
    public void Without_augmentation_a_cell_has_the_pixel_that_its_centre_lies_on()
    {
        DenseViews views = Views(1);
        TrainingSample sample = Load(Plain)[1];
        for (int i = 0; i < sample.DenseDepth!.Length; i++)
        {
            int view = i / 192, y = i / 16 % 12, x = i % 16;
            int pixel = (view * ImageHeight + 3 * y + 1) * ImageWidth + 4 * x + 2; // centres 3·(y + ½) = 3y + 1½ and 4·(x + ½) = 4x + 2
            Assert.Equal(views.Centimetres[pixel] / 100f, sample.DenseDepth[i], 1e-3f);
            Assert.Equal(views.Classes[pixel], sample.DenseClasses![i]);
        }
    }

    [Theory]
    [InlineData(0.6, 0.3, false)]
    [InlineData(1, 0.9, true)]
    [InlineData(1.7, 0.5, false)]
    [InlineData(1.7, 0.1, true)]
    public void A_cell_has_what_is_seen_at_its_centre_however_the_image_was_prepared(double zoom, double left, bool mirrored)
    {
        DenseViews views = Views(0);
        Camera camera = new("CAM_FRONT", new(50, 0, 32, 0, 50, 18, 0, 0, 1), Pose.Identity, ImageWidth, ImageHeight);
        ImageTransform transform = new ImageJitter(zoom, left, mirrored).Transform(ImageWidth, ImageHeight, 44, 16);
        Camera prepared = transform.Adjust(camera);
        float[] depth = new float[22 * 8];
        byte[] classes = new byte[depth.Length];
        DenseTarget.Fill(views, 2, camera, transform, 1, 22, depth, classes);
        int outside = 0;
        for (int i = 0; i < depth.Length; i++)
        {
            // The ray through the cell's centre in the prepared image, seen by the camera as it was.
            Matrix3 k = prepared.Intrinsics;
            double u = 50 * ((i % 22 + 0.5) * 2 - k.M02) / k.M00 + 32, v = 50 * ((i / 22 + 0.5) * 2 - k.M12) / k.M11 + 18;
            bool inside = u >= 0 && u < ImageWidth && v >= 0 && v < ImageHeight;
            if (inside && (Math.Abs(u - Math.Round(u)) < 1e-6 || Math.Abs(v - Math.Round(v)) < 1e-6))
            {
                continue; // on the edge of two pixels
            }
            int pixel = inside ? (2 * ImageHeight + (int)v) * ImageWidth + (int)u : 0;
            Assert.Equal(inside ? views.Centimetres[pixel] / 100f : 0, depth[i], 1e-3f);
            Assert.Equal(inside ? views.Classes[pixel] : TrainingSample.Unknown, classes[i]);
            outside += inside ? 0 : 1;
        }
        Assert.Equal(zoom < 1, outside > 0);
    }

    [Fact]
    public void A_mirrored_sample_has_its_partners_maps_from_right_to_left()
    {
        ClipAugmentation varied = new() { Image = new() { MinimumZoom = 0.7, MaximumZoom = 1.6, RandomCrop = true, FlipProbability = 0.5 } };
        List<TrainingSample> straight = Load(Plain with { Augmentation = varied }), mirrored = Load(Plain with { Augmentation = varied with { MirrorProbability = 1 } });
        for (int s = 0; s < straight.Count; s++)
        {
            for (int i = 0; i < straight[s].DenseDepth!.Length; i++)
            {
                int from = (Partners[i / 192] * 12 + i / 16 % 12) * 16 + 15 - i % 16;
                Assert.Equal(straight[s].DenseDepth![from], mirrored[s].DenseDepth![i]);
                Assert.Equal(straight[s].DenseClasses![from], mirrored[s].DenseClasses![i]);
            }
        }
    }

    [Fact]
    public void It_is_the_depth_that_LiDAR_measures_through_every_augmentation()
    {
        dataset.Change = (index, keyframe) => OnFlatGround(keyframe, new(index));
        ClipAugmentation everything = new()
        {
            MirrorProbability = 0.5,
            Image = new() { MinimumZoom = 0.8, MaximumZoom = 1.5, RandomCrop = true, FlipProbability = 0.5 },
            BirdsEye = new() { Rotation = 0.3, MinimumScale = 0.8, MaximumScale = 1.2 },
        };
        int compared = 0;
        using ClipLoader loader = new(dataset, Plain with { Augmentation = everything, DepthWidth = 64, DepthHeight = 36, DenseWidth = 64, DenseHeight = 36, Epochs = 4 });
        while (loader.Next(TestContext.Current.CancellationToken) is TrainingBatch batch)
        {
            foreach (TrainingSample sample in batch.Samples)
            {
                for (int i = 0; i < sample.LidarDepth!.Length; i++)
                {
                    if (sample.LidarDepth[i] > 0 && i / 64 % 36 is > 1 and < 34)
                    {
                        // Depth falls from row to row of the ground: two rows on either side leave room for the pixel that was nearest.
                        float above = sample.DenseDepth![i - 128], below = sample.DenseDepth[i + 128];
                        Assert.True(above == 0 || above >= sample.LidarDepth[i], $"{sample.Now.Token}, cell {i}: {sample.LidarDepth[i]} m, above {above} m");
                        Assert.True(below <= sample.LidarDepth[i], $"{sample.Now.Token}, cell {i}: {sample.LidarDepth[i]} m, below {below} m");
                        compared++;
                    }
                }
            }
            batch.Dispose();
        }
        Assert.True(compared > 1000, $"{compared} points were compared");
    }

    [Fact]
    public void Views_of_another_number_of_cameras_are_refused()
    {
        dataset.Change = (_, keyframe) => keyframe with { Dense = new(5, 1, 1, new ushort[5], new byte[5]) };
        DatasetException e = Assert.Throws<DatasetException>(() => Load(Plain));
        Assert.Contains("depth and class of 5 cameras; its rig has 6", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_need_both_sizes_and_the_part_that_they_are_made_of()
    {
        Assert.Contains("16×0", Assert.Throws<ArgumentException>(() => new ClipLoader(dataset, Plain with { DenseHeight = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("KeyframeParts.Dense", Assert.Throws<ArgumentException>(() => new ClipLoader(dataset, Plain with { Clip = new() { Parts = KeyframeParts.Images } })).Message, StringComparison.Ordinal);
        Assert.All(Load(Plain with { DenseWidth = 0, DenseHeight = 0 }), sample => Assert.Equal((null, null), (sample.DenseDepth, sample.DenseClasses)));
    }

    private static DenseViews Views(int seed)
    {
        Random random = new(seed);
        int count = 6 * ImageHeight * ImageWidth;
        return new(6, ImageHeight, ImageWidth, [.. Enumerable.Range(0, count).Select(_ => (ushort)random.Next(65536))], [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(18))]);
    }

    // A world that is nothing but flat ground, as the level cameras and the LiDAR see it.
    private static Keyframe OnFlatGround(Keyframe keyframe, Random random)
    {
        ushort[] depth = new ushort[6 * ImageHeight * ImageWidth];
        for (int i = 0; i < depth.Length; i++)
        {
            Camera camera = keyframe.Frame.Rig.Cameras[i / (ImageHeight * ImageWidth)];
            double down = (i / ImageWidth % ImageHeight + 0.5 - camera.Intrinsics.M12) / camera.Intrinsics.M11; // per metre ahead
            depth[i] = down <= 0 ? (ushort)0 : DenseViews.ToCentimetres((float)(camera.SensorToEgo.Translation.Z / down));
        }
        float[] points = new float[LidarSweep.Fields * 2000];
        for (int i = 0; i < points.Length; i += LidarSweep.Fields)
        {
            Vector3D p = keyframe.LidarToEgo.Inverse.Transform(new(MadeKeyframes.Signed(random, 15), MadeKeyframes.Signed(random, 15), 0));
            (points[i], points[i + 1], points[i + 2]) = ((float)p.X, (float)p.Y, (float)p.Z);
        }
        return keyframe with { Dense = new(6, ImageHeight, ImageWidth, depth, new byte[depth.Length]), Lidar = LidarSweep.Read(MemoryMarshal.AsBytes(points.AsSpan()), "ground") };
    }

    private List<TrainingSample> Load(ClipLoaderOptions options)
    {
        using ClipLoader loader = new(dataset, options);
        return [.. loader.Next(TestContext.Current.CancellationToken)!.Samples]; // never given back, so that nothing fills them again
    }
}
