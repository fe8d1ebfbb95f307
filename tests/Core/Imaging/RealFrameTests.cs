using System.Text.Json;

using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Imaging;

/// <summary>The real nuScenes key frame against values that upstream's own code computed on it (golden/real_nuscenes).</summary>
[Trait("Category", "Golden")]
public sealed class RealFrameTests(ITestOutputHelper output) : IDisposable
{
    private static readonly ImageTransform Opus = ImageTransform.Fit(1600, 900, 704, 256);

    private readonly ImageDecoder decoder = new();

    public static TheoryData<string> AllCameras => [.. Rig.NuScenesNames];

    public static TheoryData<string> GoldenCameras => GoldenCases.FindFiles("real_nuscenes", "expected.json").Count > 0
        ? [.. Expected().GetProperty("cameras").EnumerateObject().Select(camera => camera.Name)]
        : AllCameras;

    public void Dispose() => decoder.Dispose();

    [Fact]
    public void The_transform_is_that_of_upstream()
    {
        JsonElement expected = Expected().GetProperty("opus_test_augmentation");
        double[] crop = Numbers(expected.GetProperty("crop"));
        Assert.Equal(expected.GetProperty("resize").GetDouble(), Opus.Scale, 1e-12);
        Assert.Equal(crop, (double[])[Opus.CropLeft, Opus.CropTop, Opus.CropLeft + Opus.Width, Opus.CropTop + Opus.Height]);
    }

    [Theory]
    [MemberData(nameof(GoldenCameras))]
    public void Decoded_pixels_are_those_of_upstream(string camera)
    {
        RgbImage image = decoder.Decode(Image(camera));
        JsonElement expected = Expected().GetProperty("cameras").GetProperty(camera);
        double[] mean = Numbers(expected.GetProperty("mean_bgr"));
        for (int channel = 0; channel < 3; channel++)
        {
            double sum = 0;
            for (int i = channel; i < image.Pixels.Length; i += 3)
            {
                sum += image.Pixels[i];
            }
            Assert.Equal(mean[2 - channel], sum / (image.Width * image.Height), 0.2);
        }
        foreach (JsonElement pixel in expected.GetProperty("pixels_bgr").EnumerateArray())
        {
            int at = 3 * (pixel.GetProperty("row").GetInt32() * image.Width + pixel.GetProperty("col").GetInt32());
            double[] bgr = Numbers(pixel.GetProperty("bgr"));
            for (int channel = 0; channel < 3; channel++)
            {
                Assert.Equal(bgr[2 - channel], image.Pixels[at + channel], 3.0);
            }
        }
    }

    [Theory]
    [InlineData("CAM_FRONT", false, 1.0)]
    [InlineData("CAM_BACK", false, 1.0)]
    [InlineData("CAM_FRONT", true, 1.0)]
    [InlineData("CAM_BACK", true, 1.0)]
    public void The_prepared_image_is_that_of_upstream(string camera, bool scaledDecode, double tolerance)
    {
        GoldenCase file = GoldenCases.Require($"real_nuscenes/{camera}_opus_256x704.png");
        RgbImage expected = decoder.Decode(ImageHeader.Read(File.ReadAllBytes(file.FullPath), camera, ImageLimits.Default));
        double difference = TestImages.MeanDifference(Prepared(camera, scaledDecode), expected.Pixels);
        output.WriteLine($"{camera}, {(scaledDecode ? "decoded at 1/2" : "decoded whole")}: mean absolute difference {difference:F4}");
        Assert.InRange(difference, 0, tolerance);
    }

    [Theory]
    [MemberData(nameof(GoldenCameras))]
    public void Every_32nd_pixel_and_the_mean_are_those_of_upstream(string camera)
    {
        JsonElement expected = Expected().GetProperty("cameras").GetProperty(camera).GetProperty("opus_test_transform");
        byte[] prepared = Prepared(camera, scaledDecode: false);
        double[] mean = Numbers(expected.GetProperty("mean_bgr"));
        for (int channel = 0; channel < 3; channel++)
        {
            Assert.Equal(mean[2 - channel], Enumerable.Range(0, 704 * 256).Average(i => prepared[3 * i + channel]), 0.2);
        }
        int y = 16;
        foreach (JsonElement row in expected.GetProperty("pixels_bgr_rows16_cols16_step32").EnumerateArray())
        {
            int x = 16;
            foreach (JsonElement pixel in row.EnumerateArray())
            {
                double[] bgr = Numbers(pixel);
                for (int channel = 0; channel < 3; channel++)
                {
                    Assert.Equal(bgr[2 - channel], prepared[3 * (y * 704 + x) + channel], 3.0);
                }
                x += 32;
            }
            y += 32;
        }
    }

    [Theory]
    [MemberData(nameof(GoldenCameras))]
    public void Projections_before_and_after_are_those_of_upstream(string camera)
    {
        JsonElement expected = Expected().GetProperty("cameras").GetProperty(camera);
        using JsonDocument info = JsonDocument.Parse(File.ReadAllBytes(InfoPath()));
        JsonElement image = info.RootElement.GetProperty("data_list")[0].GetProperty("images").GetProperty(camera);
        double[] k = Flat(image.GetProperty("cam2img"));
        Camera real = new(camera, new(k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7], k[8]), Pose.Identity, 1600, 900);
        Matrix4 lidarToCamera = new(Flat(image.GetProperty("lidar2cam")));
        AssertEqual(Flat(expected.GetProperty("lidar2img")), Matrix4.From(real.Intrinsics) * lidarToCamera, 1e-9);
        // Upstream's augmentation matrix is float32: 0.44 is 0.43999999762 there. With that number the result is the same to 1e-9.
        double[] after = Flat(expected.GetProperty("opus_test_transform").GetProperty("lidar2img_after"));
        AssertEqual(after, Matrix4.From((Opus with { Scale = (float)Opus.Scale }).Adjust(real).Intrinsics) * lidarToCamera, 1e-9);
        AssertEqual(after, Matrix4.From(Opus.Adjust(real).Intrinsics) * lidarToCamera, 6e-9, least: after.Max(Math.Abs));
    }

    [Theory]
    [MemberData(nameof(GoldenCameras))]
    public void Lidar_points_land_where_upstream_puts_them(string camera)
    {
        NuScenesInfo info = NuScenesInfo.Read(InfoPath());
        LidarSweep sweep = LidarSweep.Read(info.LidarPath);
        Matrix4 project = info.Rig.Cameras.Single(c => c.Name == camera).EgoToImage;
        double worst = 0;
        foreach (JsonElement point in Expected().GetProperty("cameras").GetProperty(camera).GetProperty("projected").EnumerateArray())
        {
            (double u, double v, _) = project.Project(info.LidarToEgo.Transform(sweep.Point(point.GetProperty("point_index").GetInt32())));
            worst = Math.Max(worst, Math.Max(Math.Abs(u - point.GetProperty("u").GetDouble()), Math.Abs(v - point.GetProperty("v").GetDouble())));
        }
        output.WriteLine($"{camera}: at most {worst:E1} pixels apart, through the ego frame");
        Assert.InRange(worst, 0, 0.01); // poses are float32 in the file
    }

    [Theory]
    [MemberData(nameof(AllCameras))]
    public void Lidar_points_land_on_the_same_content_before_and_after(string camera)
    {
        NuScenesInfo info = NuScenesInfo.Read(InfoPath());
        LidarSweep sweep = LidarSweep.Read(info.LidarPath);
        Camera before = info.Rig.Cameras.Single(c => c.Name == camera), after = Opus.Adjust(before);
        RgbImage whole = decoder.Decode(Image(camera));
        RgbImage prepared = new(704, 256, Prepared(camera, scaledDecode: true));
        double here = 0, beside = 0;
        int points = 0;
        for (int i = 0; i < sweep.Count; i++)
        {
            Vector3D point = info.LidarToEgo.Transform(sweep.Point(i));
            (double u, double v, double depth) = before.EgoToImage.Project(point);
            (double u2, double v2, _) = after.EgoToImage.Project(point);
            if (depth > 1 && u2 > 6 && u2 < 698 && v2 > 6 && v2 < 250)
            {
                double content = Green(whole, u, v, 1.1);
                here += Math.Abs(content - Green(prepared, u2, v2, 0));
                beside += Math.Abs(content - Green(prepared, u2 + 2, v2, 0)) + Math.Abs(content - Green(prepared, u2, v2 + 2, 0));
                points++;
            }
        }
        output.WriteLine($"{camera}: {points} points, mean difference {here / points:F2}; two pixels beside {beside / 2 / points:F2}");
        Assert.True(points > 1000);
        Assert.True(here < 0.4 * beside / 2, "The points do not land on the same content.");
    }

    // Mean of the green channel over a square of 2·reach pixels, bilinear in the position; reach 0: one bilinear sample.
    private static double Green(RgbImage image, double u, double v, double reach)
    {
        double sum = 0;
        int count = 0;
        for (double dy = -reach; dy <= reach + 1e-9; dy += 0.55)
        {
            for (double dx = -reach; dx <= reach + 1e-9; dx += 0.55)
            {
                double x = u + dx - 0.5, y = v + dy - 0.5;
                int x0 = Math.Clamp((int)Math.Floor(x), 0, image.Width - 2), y0 = Math.Clamp((int)Math.Floor(y), 0, image.Height - 2);
                double fx = x - x0, fy = y - y0;
                double At(int column, int row) => image.Pixels[3 * (row * image.Width + column) + 1];
                sum += (1 - fy) * ((1 - fx) * At(x0, y0) + fx * At(x0 + 1, y0)) + fy * ((1 - fx) * At(x0, y0 + 1) + fx * At(x0 + 1, y0 + 1));
                count++;
            }
        }
        return sum / count;
    }

    private byte[] Prepared(string camera, bool scaledDecode)
    {
        RgbImage image = decoder.Decode(Image(camera), scaledDecode ? Opus.DecodeWidth(1600) : 0, camera);
        Assert.Equal(scaledDecode ? 0.5 : 1, image.Scale);
        float[] chw = new float[3 * 704 * 256];
        new ImagePreparation(Opus, [0, 0, 0], [1, 1, 1]).Prepare(image, chw);
        byte[] interleaved = new byte[chw.Length];
        for (int i = 0; i < chw.Length; i++)
        {
            interleaved[i] = (byte)chw[i % 3 * 704 * 256 + i / 3];
        }
        return interleaved;
    }

    private static EncodedImage Image(string camera)
    {
        Frame frame = NuScenesInfo.Read(InfoPath()).ReadFrame();
        return frame.Images[Rig.NuScenesNames.ToList().IndexOf(camera)];
    }

    private static string InfoPath() => RealData.Require("nuscenes-sample/info.json");

    private static JsonElement Expected()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(GoldenCases.Require("real_nuscenes/expected.json").FullPath));
        return document.RootElement.Clone();
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];

    private static double[] Flat(JsonElement rows) => [.. rows.EnumerateArray().SelectMany(Numbers)];

    private static void AssertEqual(double[] expected, Matrix4 actual, double relative, double least = 1)
    {
        for (int i = 0; i < 16; i++)
        {
            Assert.Equal(expected[i], actual.Elements[i], relative * Math.Max(least, Math.Abs(expected[i])));
        }
    }
}
