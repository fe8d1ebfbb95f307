using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Tests.Imaging;

public sealed class ImageDecoderTests : IDisposable
{
    private readonly ImageDecoder decoder = new();

    public void Dispose() => decoder.Dispose();

    [Fact]
    public void A_png_comes_back_as_it_was()
    {
        RgbImage picture = TestImages.Noise(67, 31, seed: 1);
        Assert.Equal(picture.Pixels, decoder.Decode(TestImages.Encoded(ImageEncoding.ToPng(picture))).Pixels);
    }

    [Fact]
    public void A_jpeg_comes_back_nearly_as_it_was()
    {
        RgbImage picture = TestImages.Picture(160, 96);
        RgbImage decoded = decoder.Decode(TestImages.Encoded(ImageEncoding.ToJpeg(picture, 95)));
        Assert.Equal((160, 96, 1.0), (decoded.Width, decoded.Height, decoded.Scale));
        Assert.InRange(TestImages.MeanDifference(picture.Pixels, decoded.Pixels), 0, 4);
    }

    [Theory]
    [InlineData(1600, 0, 8)]
    [InlineData(1600, 1600, 8)]
    [InlineData(1600, 801, 8)]
    [InlineData(1600, 800, 4)]
    [InlineData(1600, 704, 4)]
    [InlineData(1600, 256, 2)]
    [InlineData(1600, 1, 1)]
    [InlineData(1601, 801, 4)]
    public void A_jpeg_is_scaled_but_never_below_the_width_asked_for(int width, int minimum, int eighths) =>
        Assert.Equal(eighths, ImageDecoder.ScaleEighths(width, minimum));

    [Fact]
    public void A_scaled_jpeg_shows_the_same_picture()
    {
        EncodedImage file = TestImages.Encoded(ImageEncoding.ToJpeg(TestImages.Picture(322, 202), 95));
        RgbImage half = decoder.Decode(file, minimumWidth: 150), whole = decoder.Decode(file);
        Assert.Equal((161, 101, 0.5), (half.Width, half.Height, half.Scale));
        long difference = 0;
        for (int y = 0; y < 101; y++)
        {
            for (int x = 0; x < 161; x++)
            {
                int at = 3 * (2 * y * 322 + 2 * x);
                int mean = (whole.Pixels[at] + whole.Pixels[at + 3] + whole.Pixels[at + 3 * 322] + whole.Pixels[at + 3 * 323] + 2) / 4;
                difference += Math.Abs(mean - half.Pixels[3 * (y * 161 + x)]);
            }
        }
        Assert.InRange(difference / (101.0 * 161), 0, 4);
    }

    [Fact]
    public void A_buffer_of_the_right_length_is_used_again()
    {
        EncodedImage file = TestImages.Encoded(ImageEncoding.ToJpeg(TestImages.Picture(64, 48), 90));
        byte[] buffer = new byte[3 * 64 * 48];
        Assert.Same(buffer, decoder.Decode(file, buffer: buffer).Pixels);
        Assert.NotSame(buffer, decoder.Decode(file, minimumWidth: 32, buffer: buffer).Pixels);
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    public void A_file_cut_anywhere_names_its_part_and_the_decoder_goes_on(ImageFormat format)
    {
        RgbImage picture = TestImages.Picture(80, 60);
        byte[] file = format == ImageFormat.Jpeg ? ImageEncoding.ToJpeg(picture, 80) : ImageEncoding.ToPng(picture);
        for (int length = 0; length < file.Length - 2; length++)
        {
            byte[] cut = file[..length];
            InvalidInputException e = Assert.Throws<InvalidInputException>(
                () => decoder.Decode(ImageHeader.Read(cut, "CAM_LEFT", ImageLimits.Default), part: "CAM_LEFT"));
            Assert.Equal("CAM_LEFT", e.Part);
        }
        Assert.Equal(80, decoder.Decode(TestImages.Encoded(file)).Width);
    }

    [Fact]
    public void Bytes_changed_anywhere_never_crash_the_process()
    {
        foreach (byte[] file in (byte[][])[ImageEncoding.ToJpeg(TestImages.Picture(80, 60), 80), ImageEncoding.ToPng(TestImages.Picture(80, 60))])
        {
            Random random = new(3);
            for (int trial = 0; trial < 300; trial++)
            {
                byte[] broken = [.. file];
                for (int change = 0; change < 4; change++)
                {
                    broken[random.Next(broken.Length)] = (byte)random.Next(256);
                }
                try
                {
                    EncodedImage image = ImageHeader.Read(broken, "CAM", new() { MaxPixels = 1_000_000 });
                    Assert.Equal(image.Format == ImageFormat.Png ? image.Width : (image.Width + 1) / 2, decoder.Decode(image, (image.Width + 1) / 2, "CAM").Width);
                }
                catch (InvalidInputException e)
                {
                    Assert.Equal("CAM", e.Part);
                }
            }
        }
    }

    [Fact]
    public void Several_threads_share_one_decoder()
    {
        EncodedImage jpeg = TestImages.Encoded(ImageEncoding.ToJpeg(TestImages.Picture(200, 120), 80));
        byte[] expected = decoder.Decode(jpeg).Pixels;
        Parallel.For(0, 40, _ => Assert.Equal(expected, decoder.Decode(jpeg).Pixels));
    }

    [Fact]
    public void A_missing_library_is_one_sentence_that_says_what_to_install()
    {
        DllNotFoundException e = Assert.Throws<DllNotFoundException>(() => NativeCodec.Require("libabsent.so.0", "libabsent0", "Reading JPEG files"));
        Assert.Equal("Reading JPEG files needs libabsent.so.0, which is not on this machine; install it (Debian and Ubuntu: apt install libabsent0).", e.Message);
    }
}
