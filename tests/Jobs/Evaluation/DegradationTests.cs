using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.Jobs.Evaluation;

namespace VoxPilot.Jobs.Tests.Evaluation;

public sealed class DegradationTests
{
    [Theory]
    [InlineData("blur")]
    [InlineData("blur=")]
    [InlineData("blur=-1")]
    [InlineData("noise=NaN")]
    [InlineData("noise=300")]
    [InlineData("drop=")]
    [InlineData("fog=1")]
    public void What_cannot_be_done_to_images_is_refused_in_words(string text)
    {
        EvaluationException fault = Assert.Throws<EvaluationException>(() => ImageDegradation.Parse(text));
        Assert.Contains(text, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blur=1.5")]
    [InlineData("noise=12")]
    [InlineData("drop=CAM_BACK")]
    public void A_degradation_reads_as_it_was_written(string text) => Assert.Equal(text, ImageDegradation.Parse(text).Text);

    [Fact]
    public void Blur_spreads_a_point_as_a_Gaussian_and_keeps_its_light()
    {
        const int size = 33;
        RgbImage image = new(size, size);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = 100;
        }
        image.Pixels[3 * (16 * size + 16)] = 255; // red alone
        new Blur(1).Apply(image, 0);
        // 100 + 155 / (2π σ²) at the middle, e^-½ of it a pixel aside
        Assert.Equal(125, image.Pixels[3 * (16 * size + 16)], 1.0);
        Assert.Equal(115, image.Pixels[3 * (16 * size + 17)], 1.0);
        Assert.Equal(100, image.Pixels[3 * (16 * size + 16) + 1]);
        Assert.Equal(100, image.Pixels[3 * (16 * size + 22)]);
    }

    [Fact]
    public void Noise_has_the_spread_that_was_asked_for_and_follows_from_the_seed()
    {
        RgbImage Spoilt(ulong seed)
        {
            RgbImage image = new(100, 100);
            Array.Fill(image.Pixels, (byte)128);
            new Noise(10).Apply(image, seed);
            return image;
        }
        byte[] pixels = Spoilt(3).Pixels;
        double mean = pixels.Average(p => (double)p), spread = Math.Sqrt(pixels.Average(p => (p - mean) * (p - mean)));
        Assert.Equal(128, mean, 0.3);
        Assert.Equal(10, spread, 0.2);
        Assert.Equal(pixels, Spoilt(3).Pixels);
        Assert.NotEqual(pixels, Spoilt(4).Pixels);
    }

    [Fact]
    public void A_dropped_camera_leaves_the_rig_and_the_others_keep_their_images()
    {
        Frame frame = Made();
        using FrameDegradation degradation = new([new DroppedCamera("CAM_BACK")], 0);
        Frame spoilt = degradation.Apply(frame, "token");
        Assert.Equal(["CAM_FRONT"], spoilt.Rig.Cameras.Select(c => c.Name));
        Assert.Same(frame.Images[0], Assert.Single(spoilt.Images));
    }

    [Fact]
    public void A_camera_that_is_not_there_cannot_be_dropped()
    {
        using FrameDegradation degradation = new([new DroppedCamera("CAM_TOP")], 0);
        Assert.Contains("CAM_FRONT, CAM_BACK", Assert.Throws<EvaluationException>(() => degradation.Check(Made().Rig)).Message, StringComparison.Ordinal);
        using FrameDegradation all = new([new DroppedCamera("CAM_FRONT"), new DroppedCamera("CAM_BACK")], 0);
        Assert.Throws<EvaluationException>(() => all.Check(Made().Rig));
    }

    [Fact]
    public void A_spoilt_image_is_still_an_image_of_its_size()
    {
        using FrameDegradation degradation = new([new Blur(2), new Noise(5)], 1);
        Frame frame = Made(), spoilt = degradation.Apply(frame, "token"), again = degradation.Apply(frame, "token"), other = degradation.Apply(frame, "other");
        Assert.Equal((frame.Images[0].Width, frame.Images[0].Height), (spoilt.Images[0].Width, spoilt.Images[0].Height));
        Assert.True(spoilt.Images[0].Bytes.Span.SequenceEqual(again.Images[0].Bytes.Span));
        Assert.False(spoilt.Images[0].Bytes.Span.SequenceEqual(other.Images[0].Bytes.Span));
    }

    private static Frame Made()
    {
        RgbImage image = new(64, 36);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)(i % 200);
        }
        EncodedImage encoded = ImageHeader.Read(ImageEncoding.ToPng(image), "CAM_FRONT", ImageLimits.Default);
        Camera Of(string name) => new(name, Matrix3.Identity, Pose.Identity, 64, 36);
        return new() { Rig = new([Of("CAM_FRONT"), Of("CAM_BACK")]), Images = [encoded, encoded] };
    }
}
