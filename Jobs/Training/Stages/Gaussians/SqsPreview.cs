using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Core.Imaging;
using VoxPilot.Core.Metrics;
using VoxPilot.Perception;
using VoxPilot.World.Sheets;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// How well some key frames, spread over a data set, are rendered, and a sheet that shows it: a row for each of a few, of each another camera; image and rendered image,
/// depth of the LiDAR and rendered depth.
/// </summary>
/// <param name="data">Key frames.</param>
/// <param name="options">How their images are prepared; without augmentation.</param>
/// <param name="frames">Key frames that are measured.</param>
internal sealed class SqsPreview(IDriveDataset data, ClipLoaderOptions options, int frames)
{
    /// <summary>Name of the share of Gaussians that queries would look at.</summary>
    public const string Kept = "gaussians.kept";

    private const int Rows = 6, Gap = 6, Head = 18, Scale = 2, Dot = 3;

    private static readonly string[] Titles = ["IMAGE", "IMAGE: RENDERED", "DEPTH: LIDAR", "DEPTH: RENDERED"];

    private readonly Psnr psnr = new();
    private readonly Ssim ssim = new(SsimWindows.Valid);
    private readonly DepthErrors errors = new();

    private int Width => Scale * options.DepthWidth;

    private int Height => Scale * options.DepthHeight;

    /// <summary>Measures and writes the sheet.</summary>
    /// <param name="file">The PNG file.</param>
    /// <param name="device">Where the networks are.</param>
    /// <param name="render">A sample to its rendered images, and the share of Gaussians that queries would look at.</param>
    /// <returns>psnr (dB), ssim, depth.abs_rel (mean |D̂ − d| / d where LiDAR has measured), depth.rmse (m), gaussians.kept (0 to 1).</returns>
    public IReadOnlyDictionary<string, double> Run(string file, Device device, Func<SqsTensors, (SplatImage Image, double Kept)> render)
    {
        int count = Math.Min(frames, data.Count), rows = Math.Min(Rows, count), drawn = 0;
        double kept = 0;
        using ClipLoader loader = new(DatasetSubset.Spread(data, count), options with { BatchSize = 1, Shuffle = false, Epochs = 1 });
        Canvas canvas = new(Gap + Titles.Length * (Width + Gap), Head + rows * (Height + Gap));
        for (int i = 0; i < Titles.Length; i++)
        {
            canvas.Words(Titles[i], Left(i), 5, 0x9AA3B5, 1);
        }
        for (int frame = 0; loader.Next() is TrainingBatch batch; frame++)
        {
            using DisposeScope scope = NewDisposeScope();
            using (batch)
            {
                SqsTensors tensors = SqsTensors.Of(batch.Samples, options, device);
                (SplatImage image, double share) = render(tensors);
                kept += share / count;
                float[] colors = image.Colors.clamp(0, 1).Numbers(), depth = image.ExpectedDepth().Numbers(), truth = tensors.Target.Colors.Numbers(), lidar = tensors.Target.Depth.Numbers();
                int views = (int)tensors.EgoToImage.shape[1];
                Measure(colors, depth, truth, lidar, views);
                if (frame * rows / count >= drawn && drawn < rows)
                {
                    Draw(canvas, Head + drawn * (Height + Gap), drawn % views, truth, colors, lidar, depth);
                    drawn++;
                }
            }
        }
        File.WriteAllBytes(file, ImageEncoding.ToPng(canvas.Image));
        int[] one = [1];
        return new Dictionary<string, double>
        {
            ["psnr"] = psnr.Value(one),
            ["ssim"] = ssim.Value(one),
            ["depth.abs_rel"] = errors.AbsoluteRelative.Value(one),
            ["depth.rmse"] = errors.RootMeanSquare.Value(one),
            [Kept] = kept,
        };
    }

    private void Measure(float[] colors, float[] depth, float[] truth, float[] lidar, int views)
    {
        int pixels = options.DepthWidth * options.DepthHeight;
        for (int v = 0; v < views; v++)
        {
            Range planes = (3 * v * pixels)..(3 * (v + 1) * pixels), map = (v * pixels)..((v + 1) * pixels);
            psnr.Add(0, colors.AsSpan()[planes], truth.AsSpan()[planes]);
            ssim.Add(0, colors[planes], truth[planes], options.DepthWidth, options.DepthHeight);
            errors.Add(0, depth[map], lidar[map]);
        }
    }

    private int Left(int column) => Gap + column * (Width + Gap);

    private void Draw(Canvas canvas, int top, int view, float[] truth, float[] colors, float[] lidar, float[] depth)
    {
        int w = options.DepthWidth, h = options.DepthHeight, pixels = w * h;
        canvas.Picture(Picture(truth, view), Left(0), top, Width, Height);
        canvas.Picture(Picture(colors, view), Left(1), top, Width, Height);
        for (int i = 0; i < pixels; i++)
        {
            if (lidar[view * pixels + i] is > 0 and float metres)
            {
                canvas.Fill(Left(2) + Scale * (i % w), top + Scale * (i / w), Dot, Dot, DepthPalette.Of(metres));
            }
        }
        RgbImage map = new(w, h);
        for (int i = 0; i < pixels; i++)
        {
            int rgb = DepthPalette.Of(depth[view * pixels + i]);
            (map.Pixels[3 * i], map.Pixels[3 * i + 1], map.Pixels[3 * i + 2]) = ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
        }
        canvas.Picture(map, Left(3), top, Width, Height);
    }

    private RgbImage Picture(float[] planes, int view)
    {
        int pixels = options.DepthWidth * options.DepthHeight;
        RgbImage image = new(options.DepthWidth, options.DepthHeight);
        for (int i = 0; i < pixels; i++)
        {
            for (int c = 0; c < 3; c++)
            {
                image.Pixels[3 * i + c] = (byte)Math.Round(255 * planes[(3 * view + c) * pixels + i]);
            }
        }
        return image;
    }
}
