using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.Core.Tests.Imaging;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class AugmentationTests
{
    private static readonly float[] Mean = [123.675f, 116.28f, 103.53f];
    private static readonly float[] Std = [58.395f, 57.12f, 57.375f];

    [Fact]
    public void Without_augmentation_images_are_fitted_as_at_test_time()
    {
        ImageJitter none = ImageAugmentation.None.Draw(new(1, 2));
        foreach ((int width, int height) in ((int, int)[])[(1600, 900), (801, 450), (2000, 256), (704, 256)])
        {
            Assert.Equal(ImageTransform.Fit(width, height, 704, 256), none.Transform(width, height, 704, 256));
        }
    }

    [Fact]
    public void Scales_and_crops_are_those_of_upstream()
    {
        int flipped = 0, black = 0;
        HashSet<int> lefts = [];
        for (int sample = 0; sample < 1000; sample++)
        {
            ImageTransform transform = ImageAugmentation.SparseBev.Draw(new(3, 0, sample)).Transform(1600, 900, 704, 256);
            Assert.InRange(transform.Scale, 0.38, 0.55);
            int scaledWidth = (int)Math.Floor(1600 * transform.Scale + 1e-6);
            Assert.InRange(transform.CropLeft, Math.Min(0, scaledWidth - 704), Math.Max(0, scaledWidth - 704));
            Assert.Equal((int)Math.Floor(900 * transform.Scale + 1e-6), transform.CropTop + 256); // rows are cut at the top alone
            flipped += transform.Mirrored ? 1 : 0;
            black += scaledWidth < 704 ? 1 : 0;
            lefts.Add(transform.CropLeft);
        }
        Assert.InRange(flipped, 440, 560);
        Assert.InRange(black, 290, 420); // 0.06 of 0.17
        Assert.True(lefts.Count > 150);
    }

    [Fact]
    public void A_draw_depends_on_seed_epoch_sample_and_repeat_and_on_nothing_else()
    {
        ClipAugmentation all = new() { MirrorProbability = 0.5, Image = ImageAugmentation.SparseBev, BirdsEye = BirdsEyeAugmentation.SparseBev, Color = ColorAugmentation.Standard };
        ClipJitter first = all.Draw(new(1, 2, 3, 4)), again = all.Draw(new(1, 2, 3, 4));
        Assert.Equal((first.Mirror, first.Image, first.BirdsEye), (again.Mirror, again.Image, again.BirdsEye));
        Assert.Equal(first.Colors, again.Colors);
        foreach (SampleRandom other in (SampleRandom[])[new(2, 2, 3, 4), new(1, 3, 3, 4), new(1, 2, 4, 4), new(1, 2, 3, 5)])
        {
            Assert.NotEqual(first.Image, all.Draw(other).Image);
        }
    }

    [Fact]
    public void Colours_change_as_the_formula_says()
    {
        RgbImage image = TestImages.Noise(13, 5, seed: 3);
        float[] chw = new float[3 * 65];
        new ImagePreparation(new(1, 0, 0, 13, 5), Mean, Std).Prepare(image, chw);
        ColorJitter jitter = new(20, 1.4, 0.6);
        jitter.Apply(chw, Mean, Std);
        int clamped = 0;
        for (int i = 0; i < 65; i++)
        {
            double[] changed = [.. Enumerable.Range(0, 3).Select(c => 1.4 * (image.Pixels[3 * i + c] + 20))];
            double grey = 0.299 * changed[0] + 0.587 * changed[1] + 0.114 * changed[2];
            for (int c = 0; c < 3; c++)
            {
                double expected = grey + 0.6 * (changed[c] - grey);
                clamped += expected is < 0 or > 255 ? 1 : 0;
                Assert.Equal(Math.Clamp(expected, 0, 255), chw[65 * c + i] * Std[c] + Mean[c], 1e-3);
            }
        }
        Assert.True(clamped > 20);
    }

    [Fact]
    public void Colours_without_a_change_stay_to_the_bit()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        ColorJitter.None.Apply(values, Mean, Std);
        Assert.Equal([1, 2, 3, 4, 5, 6], values);
        Assert.Equal(ColorJitter.None, ColorAugmentation.None.Draw(new(1, 1)));
    }

    [Fact]
    public void A_turned_and_scaled_world_is_seen_at_the_same_pixels_and_its_depth_scales()
    {
        Random random = new(9);
        Keyframe before = MadeKeyframes.Make(random);
        BirdsEyeJitter jitter = new(0.37, 1.04);
        Keyframe after = jitter.Apply(before);
        for (int i = 0; i < 6; i++)
        {
            Vector3D point = MadeKeyframes.AnyPoint(random, 30);
            (double u, double v, double depth) = before.Frame.Rig.Cameras[i].EgoToImage.Project(point);
            (double u2, double v2, double depth2) = after.Frame.Rig.Cameras[i].EgoToImage.Project(jitter.Apply(point));
            Assert.Equal(u, u2, 1e-9 * (1 + u * u));
            Assert.Equal(v, v2, 1e-9 * (1 + v * v));
            Assert.Equal(1.04 * depth, depth2, 1e-9);
        }
        for (int i = 0; i < before.Lidar!.Count; i++)
        {
            Vector3D expected = jitter.Apply(before.LidarToEgo.Transform(before.Lidar.Point(i)));
            Vector3D actual = after.LidarToEgo.Transform(after.Lidar!.Point(i));
            Assert.Equal(expected.X, actual.X, 1e-5);
            Assert.Equal(expected.Y, actual.Y, 1e-5);
            Assert.Equal(expected.Z, actual.Z, 1e-5);
        }
        int inside = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            int box = trial % before.Boxes.Count;
            Vector3D point = before.Boxes[box].Box.Center + MadeKeyframes.AnyPoint(random, 6);
            bool contains = before.Boxes[box].Box.Contains(point);
            Assert.Equal(contains, after.Boxes[box].Box.Contains(jitter.Apply(point)));
            inside += contains ? 1 : 0;
        }
        Assert.True(inside > 50);
        Assert.Null(after.Occupancy);
        Assert.Null(after.Dense);
        Assert.Null(after.CanBus);
        Assert.Null(after.Questions);
    }

    [Fact]
    public void Relative_motion_between_turned_frames_is_the_turned_motion()
    {
        Random random = new(10);
        Clip clip = new(MadeKeyframes.Make(random), [MadeKeyframes.Make(random)]);
        BirdsEyeJitter jitter = new(-0.3, 0.96);
        Clip turned = jitter.Apply(clip);
        Vector3D point = MadeKeyframes.AnyPoint(random, 20);
        Vector3D expected = jitter.Apply(ToPast(clip).Transform(point)), actual = ToPast(turned).Transform(jitter.Apply(point));
        Assert.Equal(expected.X, actual.X, 1e-9);
        Assert.Equal(expected.Y, actual.Y, 1e-9);
        Assert.Equal(expected.Z, actual.Z, 1e-9);
        Assert.Same(clip.Now, BirdsEyeJitter.None.Apply(clip.Now));

        static Pose ToPast(Clip clip) => clip.Past[0].Frame.Ego!.EgoToWorld!.Value.Inverse * clip.Now.Frame.Ego!.EgoToWorld!.Value;
    }
}
