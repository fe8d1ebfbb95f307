using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Core.Imaging;
using VoxPilot.Perception;
using VoxPilot.Torch;
using VoxPilot.World.Sheets;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// How well some key frames, spread over a data set, are seen, and a sheet that shows it: a row for each of a few, of each another camera; image, true and
/// seen class, true and seen depth.
/// </summary>
/// <param name="data">Key frames.</param>
/// <param name="options">How their images are prepared; without augmentation.</param>
/// <param name="frames">Key frames that are measured.</param>
internal sealed class Dense2DPreview(IDriveDataset data, ClipLoaderOptions options, int frames)
{
    private const int Rows = 6, Gap = 6, Head = 18;

    private static readonly string[] Titles = ["IMAGE", "CLASS: TRUE", "CLASS: SEEN", "DEPTH: TRUE", "DEPTH: SEEN"];

    private readonly long[,] confusion = new long[ClassNameEmbeddings.Classes, ClassNameEmbeddings.Classes]; // [true, seen]
    private double relativeError;
    private long measured;

    /// <summary>Measures and writes the sheet.</summary>
    /// <param name="file">The PNG file.</param>
    /// <param name="look">Images (N, 3, H, W) to classes and depth per focal length, each (N, h, w).</param>
    /// <returns>accuracy, miou (over the classes that are there, 0 to 1) and depth_error (mean of |d̂ − d| / d).</returns>
    public IReadOnlyDictionary<string, double> Run(string file, Func<Tensor, (byte[] Classes, float[] Depth)> look)
    {
        int count = Math.Min(frames, data.Count), rows = Math.Min(Rows, count), drawn = 0;
        using ClipLoader loader = new(DatasetSubset.Spread(data, count), options with { BatchSize = 1, Shuffle = false, Epochs = 1 });
        Canvas canvas = new(Gap + Titles.Length * (options.Width + Gap), Head + rows * (options.Height + Gap));
        for (int i = 0; i < Titles.Length; i++)
        {
            canvas.Words(Titles[i], Left(i), 5, 0x9AA3B5, 1);
        }
        for (int frame = 0; loader.Next() is TrainingBatch batch; frame++)
        {
            using DisposeScope scope = NewDisposeScope();
            using (batch)
            {
                TrainingSample sample = batch.Samples[0];
                Dense2DTensors tensors = Dense2DTensors.Of([sample], options, CPU);
                (byte[] classes, float[] depth) = look(tensors.Images);
                Count(sample.DenseClasses!, classes, tensors.Depth.Span<float>(), depth);
                if (drawn < rows && frame == drawn * count / rows)
                {
                    Draw(canvas, Head + drawn * (options.Height + Gap), sample, drawn % sample.Now.Frame.Rig.Cameras.Count, classes, depth);
                    drawn++;
                }
            }
        }
        File.WriteAllBytes(file, ImageEncoding.ToPng(canvas.Image));
        return Figures();
    }

    private void Count(ReadOnlySpan<byte> truth, ReadOnlySpan<byte> seen, ReadOnlySpan<float> depth, ReadOnlySpan<float> seenDepth)
    {
        for (int i = 0; i < truth.Length; i++)
        {
            if (truth[i] < ClassNameEmbeddings.Classes)
            {
                confusion[truth[i], seen[i]]++;
            }
            if (depth[i] > 0)
            {
                relativeError += Math.Abs(seenDepth[i] / depth[i] - 1);
                measured++;
            }
        }
    }

    private Dictionary<string, double> Figures()
    {
        long right = 0, all = 0;
        List<double> overlaps = [];
        for (int c = 0; c < ClassNameEmbeddings.Classes; c++)
        {
            long truth = 0, seen = 0;
            for (int other = 0; other < ClassNameEmbeddings.Classes; other++)
            {
                truth += confusion[c, other];
                seen += confusion[other, c];
            }
            right += confusion[c, c];
            all += truth;
            if (truth > 0)
            {
                overlaps.Add((double)confusion[c, c] / (truth + seen - confusion[c, c]));
            }
        }
        return new()
        {
            ["accuracy"] = (double)right / Math.Max(1, all),
            ["miou"] = overlaps.DefaultIfEmpty().Average(),
            ["depth_error"] = relativeError / Math.Max(1, measured),
        };
    }

    private int Left(int column) => Gap + column * (options.Width + Gap);

    private void Draw(Canvas canvas, int top, TrainingSample sample, int view, byte[] classes, float[] depth)
    {
        int cells = options.DenseWidth * options.DenseHeight, first = view * cells;
        float focal = Dense2DTensors.FocalLength(sample.Now.Frame.Rig.Cameras[view]);
        canvas.Picture(Image(sample.Images.AsSpan(view * 3 * options.Width * options.Height, 3 * options.Width * options.Height)), Left(0), top, options.Width, options.Height);
        Map(1, i => Class(sample.DenseClasses![first + i]));
        Map(2, i => Class(classes[first + i]));
        Map(3, i => DepthPalette.Of(sample.DenseDepth![first + i]));
        // No depth is learnt of the sky, and where the sky is seen none is drawn.
        Map(4, i => DepthPalette.Of(classes[first + i] == (int)OccupancyClass.Free ? 0 : depth[first + i] * focal));

        void Map(int column, Func<int, int> color)
        {
            RgbImage map = new(options.DenseWidth, options.DenseHeight);
            for (int i = 0; i < cells; i++)
            {
                int rgb = color(i);
                (map.Pixels[3 * i], map.Pixels[3 * i + 1], map.Pixels[3 * i + 2]) = ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
            }
            canvas.Picture(map, Left(column), top, options.Width, options.Height);
        }
    }

    private static int Class(byte label) => label == TrainingSample.Unknown ? 0 : ClassPalette.Of(label);

    // The normalisation undone.
    private RgbImage Image(ReadOnlySpan<float> prepared)
    {
        RgbImage image = new(options.Width, options.Height);
        int pixels = options.Width * options.Height;
        for (int i = 0; i < prepared.Length; i++)
        {
            int channel = i / pixels;
            image.Pixels[3 * (i % pixels) + channel] = (byte)Math.Clamp(prepared[i] * options.Std[channel] + options.Mean[channel] + 0.5f, 0, 255);
        }
        return image;
    }
}
