using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Tests.Imaging;

public sealed class ImageTransformTests
{
    [Theory]
    [InlineData(1600, 900, 704, 256, 0.44, 0, 140)]
    [InlineData(1600, 900, 400, 160, 0.25, 0, 65)]
    [InlineData(800, 450, 704, 256, 0.88, 0, 140)]
    [InlineData(1600, 900, 1600, 900, 1, 0, 0)]
    [InlineData(2000, 256, 704, 256, 1, 648, 0)]
    public void The_image_covers_the_input_and_loses_its_top(int imageWidth, int imageHeight, int width, int height, double scale, int left, int top) =>
        Assert.Equal(new ImageTransform(scale, left, top, width, height), ImageTransform.Fit(imageWidth, imageHeight, width, height));

    [Fact]
    public void Intrinsics_follow_the_pixels()
    {
        Matrix3 k = new(1266.4, 0, 816.3, 0, 1266.4, 491.5, 0, 0, 1);
        Camera camera = new("CAM_FRONT", k, new(new(0.5, -0.5, 0.5, -0.5), new(1.7, 0, 1.5)), 1600, 900);
        ImageTransform transform = new(0.44, 3, 140, 704, 256);
        Camera adjusted = transform.Adjust(camera);
        Assert.Equal((704, 256, camera.SensorToEgo), (adjusted.Width, adjusted.Height, adjusted.SensorToEgo));
        Vector3D point = new(14, 2.5, 0.7);
        (double u, double v, double depth) = camera.EgoToImage.Project(point);
        (double u2, double v2, double depth2) = adjusted.EgoToImage.Project(point);
        Assert.Equal(u * 0.44 - 3, u2, 1e-9);
        Assert.Equal(v * 0.44 - 140, v2, 1e-9);
        Assert.Equal(depth, depth2, 1e-12);
    }

    [Fact]
    public void The_least_width_to_decode_is_that_of_the_scaled_image()
    {
        Assert.Equal(704, ImageTransform.Fit(1600, 900, 704, 256).DecodeWidth(1600));
        Assert.Equal(1920, new ImageTransform(1.5, 0, 0, 704, 256).DecodeWidth(1280));
    }
}
