using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class ViewMeasureTests
{
    [Theory]
    [InlineData(SsimWindows.Valid, 11, 11)]
    [InlineData(SsimWindows.Valid, 37, 23)]
    [InlineData(SsimWindows.Valid, 64, 12)]
    [InlineData(SsimWindows.ZeroPadded, 37, 23)]
    [InlineData(SsimWindows.ZeroPadded, 7, 3)]
    [InlineData(SsimWindows.ZeroPadded, 1, 30)]
    public void Structural_similarity_is_that_of_each_window_by_itself(SsimWindows windows, int width, int height)
    {
        Random random = new(width);
        for (int round = 0; round < 5; round++)
        {
            float[] x = Image(random, 3 * width * height), y = [.. x.Select(value => Math.Clamp(value + 0.2f * round * (random.NextSingle() - 0.5f), 0, 1))];
            double expected = Enumerable.Range(0, 3).Average(c => SsimReference.Mean(Channel(x, c, width * height), Channel(y, c, width * height), width, height, windows));
            Ssim ssim = new(windows);
            Assert.Equal(expected, ssim.Add(0, x, y, width, height), 5e-5);
            Assert.Equal(expected, ssim.Add(0, x, y, width, height), 5e-5); // nothing of the last image stays
        }
    }

    [Fact]
    public void An_image_is_like_itself_and_grey_is_like_grey_by_its_brightness()
    {
        float[] image = Image(new(1), 20 * 30), dark = [.. Enumerable.Repeat(0.25f, 600)], bright = [.. Enumerable.Repeat(0.5f, 600)];
        Ssim ssim = new(SsimWindows.Valid);
        Assert.Equal(1, ssim.Add(0, image, image, 20, 30), 1e-6);
        Assert.Equal((2 * 0.125 + 1e-4) / (0.0625 + 0.25 + 1e-4), ssim.Add(0, dark, bright, 20, 30), 1e-5);
        Assert.Equal(2, ssim.Count);
        Assert.Equal("views.ssim.valid", ssim.Row().Id);
        Assert.Equal("views.ssim.padded", new Ssim(SsimWindows.ZeroPadded).Row().Id);
        Assert.Equal("views.psnr", new Psnr().Row().Id);
    }

    [Fact]
    public void Images_without_room_for_a_window_are_refused()
    {
        Assert.Contains("10×40", Assert.Throws<ArgumentException>(() => new Ssim(SsimWindows.Valid).Add(0, new float[400], new float[400], 10, 40)).Message, StringComparison.Ordinal);
        Assert.Contains("multiple of 20×20", Assert.Throws<ArgumentException>(() => new Ssim(SsimWindows.Valid).Add(0, new float[500], new float[500], 20, 20)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Psnr.Of(new float[4], new float[3]));
    }

    [Fact]
    public void The_signal_to_noise_ratio_is_the_logarithm_of_the_mean_squared_error()
    {
        Random random = new(6);
        float[] x = Image(random, 12345), y = Image(random, 12345);
        double error = x.Zip(y, (a, b) => (double)(a - b) * (a - b)).Average();
        Assert.Equal(-10 * Math.Log10(error), Psnr.Of(x, y), 1e-5);
        Assert.Equal(20, Psnr.Of([0.5f], [0.6f]), 1e-5);
        Assert.Equal(100, Psnr.Of(x, x), 1e-9);
    }

    [Fact]
    public void Images_are_averaged_and_not_their_errors()
    {
        Psnr psnr = new();
        psnr.Add(0, [0.5f], [0.6f]);
        psnr.Add(1, [0.5f], [0.51f]);
        Assert.Equal(30, psnr.Value([1, 1]), 1e-4);
        Assert.Equal(20, psnr.Value([2, 0]), 1e-4);
    }

    private static float[] Image(Random random, int length) => [.. Enumerable.Range(0, length).Select(i => 0.5f + 0.3f * MathF.Sin(0.07f * i) + 0.2f * (random.NextSingle() - 0.5f))];

    private static float[] Channel(float[] image, int channel, int pixels) => image.AsSpan(channel * pixels, pixels).ToArray();
}
