using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Frames;

public sealed class FramePreprocessorTests
{
    private static readonly ImageConfig image = PerceptionConfig.Nano().Image;

    [Fact]
    public void Images_of_any_size_become_normalised_channels_in_the_rigs_order()
    {
        using DisposeScope scope = NewDisposeScope();
        Rig rig = new([Camera("A", 1600, 900), Camera("B", 800, 450)]);
        Tensor pixels = new FramePreprocessor(image).Images(rig, [Plain(1600, 900, 10, 20, 30), Plain(800, 450, 200, 100, 50)]);
        Assert.Equal([2, 3, image.Height, image.Width], pixels.shape);
        byte[][] colours = [[10, 20, 30], [200, 100, 50]];
        for (int camera = 0; camera < 2; camera++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                float expected = (colours[camera][channel] - image.Mean[channel]) / image.Std[channel];
                Assert.All(Golden.Floats(pixels[camera, channel]), value => Assert.Equal(expected, value, 4));
            }
        }
    }

    [Fact]
    public void An_image_too_many_is_refused() =>
        Assert.Throws<ArgumentException>(() => new FramePreprocessor(image).Values(new([Camera("A", 64, 32)]), []));

    [Fact]
    public void Images_need_not_be_decoded_larger_than_the_network_sees_them() =>
        Assert.Equal(image.Width, new FramePreprocessor(image).DecodeWidth(Camera("A", 1600, 900)));

    private static Camera Camera(string name, int width, int height) =>
        new(name, new(width, 0, width / 2.0, 0, width, height / 2.0, 0, 0, 1), Pose.Identity, width, height);

    private static RgbImage Plain(int width, int height, byte r, byte g, byte b)
    {
        RgbImage plain = new(width, height);
        for (int i = 0; i < plain.Pixels.Length; i += 3)
        {
            (plain.Pixels[i], plain.Pixels[i + 1], plain.Pixels[i + 2]) = (r, g, b);
        }
        return plain;
    }
}
