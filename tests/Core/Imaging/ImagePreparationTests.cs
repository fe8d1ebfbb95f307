using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Tests.Imaging;

public sealed class ImagePreparationTests
{
    private static readonly float[] Mean = [123.675f, 116.28f, 103.53f];
    private static readonly float[] Std = [58.395f, 57.12f, 57.375f];

    [Fact]
    public void The_fast_pass_equals_its_plain_twin()
    {
        Random random = new(7);
        for (int trial = 0; trial < 60; trial++)
        {
            RgbImage noise = TestImages.Noise(random.Next(5, 90), random.Next(5, 90), trial);
            RgbImage image = new(noise.Width, noise.Height, noise.Pixels) { Scale = random.Next(2) == 0 ? 1 : 0.5 };
            ImageTransform transform = new(
                0.2 + 1.3 * random.NextDouble(), random.Next(-3, 6), random.Next(-3, 6), random.Next(1, 70), random.Next(1, 70)) { Mirrored = random.Next(2) == 0 };
            float[] fast = new float[3 * transform.Width * transform.Height];
            new ImagePreparation(transform, Mean, Std).Prepare(image, fast);
            float[] plain = ImagePreparationReference.Prepare(image, transform, Mean, Std);
            int apart = 0;
            for (int i = 0; i < plain.Length; i++)
            {
                // Sums in single and double precision may round to neighbouring levels, seldom.
                float levels = Math.Abs(fast[i] - plain[i]) * Std[i / (transform.Width * transform.Height)];
                Assert.InRange(levels, 0, 1.01f);
                apart += levels > 0.01f ? 1 : 0;
            }
            Assert.InRange(apart, 0, 1 + plain.Length / 500);
        }
    }

    [Fact]
    public void At_scale_1_pixels_are_only_normalised()
    {
        RgbImage image = TestImages.Noise(32, 16, seed: 5);
        ImagePreparation preparation = new(new(1, 4, 2, 20, 10), Mean, Std);
        float[] chw = new float[preparation.ValueCount];
        preparation.Prepare(image, chw);
        for (int channel = 0; channel < 3; channel++)
        {
            byte pixel = image.Pixels[3 * ((2 + 7) * 32 + 4 + 11) + channel];
            Assert.Equal((pixel - Mean[channel]) / Std[channel], chw[(channel * 10 + 7) * 20 + 11], 1e-6f);
        }
    }

    [Fact]
    public void A_mirrored_input_is_the_input_with_its_columns_reversed()
    {
        RgbImage image = TestImages.Noise(90, 40, seed: 6);
        ImageTransform transform = new(0.61, 3, 2, 37, 19);
        float[] straight = new float[3 * 37 * 19], mirrored = new float[3 * 37 * 19];
        new ImagePreparation(transform, Mean, Std).Prepare(image, straight);
        new ImagePreparation(transform with { Mirrored = true }, Mean, Std).Prepare(image, mirrored);
        for (int row = 0; row < 3 * 19; row++)
        {
            Assert.Equal(straight.AsSpan(37 * row, 37).ToArray().Reverse(), mirrored.AsSpan(37 * row, 37).ToArray());
        }
    }

    [Fact]
    public void Beyond_the_image_the_input_is_black()
    {
        float[] chw = new float[3 * 40 * 40];
        new ImagePreparation(new(1, -20, -20, 40, 40), [0, 0, 0], [1, 1, 1]).Prepare(TestImages.Noise(10, 10, seed: 2), chw);
        Assert.Equal(0, chw[0]);
        Assert.Equal(0, chw[^1]);
        Assert.Contains(chw, value => value > 0);
    }

    [Fact]
    public void A_thin_line_stays_where_the_intrinsics_say()
    {
        RgbImage image = new(1600, 90);
        for (int y = 0; y < 90; y++)
        {
            image.Pixels.AsSpan(3 * (y * 1600 + 1000), 3).Fill(255);
        }
        float[] chw = new float[3 * 704 * 20];
        new ImagePreparation(new(0.44, 0, 5, 704, 20), [0, 0, 0], [1, 1, 1]).Prepare(image, chw);
        double mass = 0, moment = 0;
        for (int x = 0; x < 704; x++)
        {
            mass += chw[10 * 704 + x];
            moment += chw[10 * 704 + x] * (x + 0.5);
        }
        Assert.Equal(1000.5 * 0.44, moment / mass, 0.2);
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        ImagePreparation preparation = new(new(1, 0, 0, 4, 4), Mean, Std);
        Assert.Throws<ArgumentException>(() => preparation.Prepare(new(4, 4), new float[47]));
        Assert.Throws<ArgumentException>(() => new ImagePreparation(new(1, 0, 0, 4, 4), Mean, [1, 0, 1]));
    }
}
