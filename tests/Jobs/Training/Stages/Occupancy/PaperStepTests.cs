using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Jobs.Training;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training.Stages.Occupancy;

/// <summary>The published size takes a step: 30 images of 256×704, 600 queries, six layers, every term of the loss.</summary>
[Trait("Category", "Slow")]
public sealed class PaperStepTests(ITestOutputHelper output)
{
    private const double FocalLength = 560, CameraHeight = 1.5;

    [Fact]
    public void One_step_on_the_CPU_is_finite_and_moves_the_weights() => Step("cpu");

    [Fact]
    public void One_step_on_CUDA_is_finite_and_moves_the_weights()
    {
        Assert.SkipUnless(cuda.is_available(), "There is no CUDA device here.");
        Step("cuda");
    }

    private void Step(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        Device device = new(name);
        PerceptionConfig config = PerceptionConfig.Paper();
        int frames = config.Encoder.Frames, views = 6;
        manual_seed(1);
        using PerceptionModel model = PerceptionModel.Create(config, 1);
        model.to(device);
        model.train();
        using optim.Optimizer optimizer = optim.AdamW([.. model.Images.parameters(), .. model.Occupancy.parameters()], 2e-4, weight_decay: 0.01);
        OccupancyLoss loss = new(OccupancyLossConfig.Opus(), config.Encoder.Grid);
        ClipTensors clip = new(
            randn(views, 3, config.Image.Height, config.Image.Width).to(device),
            randn((frames - 1) * views, 3, config.Image.Height, config.Image.Width).to(device),
            Cameras(config.Image, frames, views).to(device));
        OccupancyTarget target = OccupancyTarget.Of([Street(config.Encoder.Grid)], [[.. Enumerable.Repeat((byte)1, config.Encoder.Grid.Count)]], device);
        Tensor before = model.Images.parameters().Last(p => p.requires_grad).detach().clone(), start = model.Occupancy.InitialPoints.detach().clone();

        Stopwatch watch = Stopwatch.StartNew();
        IReadOnlyList<OccupancyQueries> layers = model.Occupancy.Layers(clip.Levels(model), clip.EgoToImage);
        IReadOnlyDictionary<string, Tensor> terms = loss.Terms(model.Occupancy.InitialPointsInMetres(), layers, target);
        Tensor sum = terms.Values.Aggregate((a, b) => a + b);
        double value = sum.ToDouble(), forward = watch.Elapsed.TotalSeconds;
        sum.backward();
        double norm = nn.utils.clip_grad_norm_([.. model.Images.parameters(), .. model.Occupancy.parameters()], 5);
        double backward = watch.Elapsed.TotalSeconds - forward;
        optimizer.step();
        Tensor moved = (model.Occupancy.InitialPoints - start).abs().max(), learnt = (model.Images.parameters().Last(p => p.requires_grad) - before).abs().max();
        double nearer = moved.ToDouble(), changed = learnt.ToDouble();
        using Process process = Process.GetCurrentProcess();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: loss {value:0.00}, gradient {norm:0.0}; forward {forward:0.0} s, backward {backward:0.0} s, AdamW {watch.Elapsed.TotalSeconds - forward - backward:0.0} s; peak of the process {process.PeakWorkingSet64 / 1e9:0.0} GB"));

        Assert.Equal(1 + 2 * config.Encoder.Layers, terms.Count);
        Assert.All(terms, term => Assert.True(double.IsFinite(term.Value.ToDouble()), term.Key));
        Assert.True(double.IsFinite(norm) && norm > 0);
        Assert.True(nearer > 0 && changed > 0);
    }

    // Cameras every 60°, the same in all frames: (1, T·N, 4, 4).
    private static Tensor Cameras(ImageConfig image, int frames, int views)
    {
        List<float> matrices = [];
        for (int view = 0; view < frames * views; view++)
        {
            (double sin, double cos) = Math.SinCos(Math.PI / 3 * (view % views));
            double u = image.Width / 2.0, v = image.Height / 2.0;
            // depth = cos·x + sin·y, right = sin·x − cos·y, down = h − z; pixel = f · (right, down) / depth + centre
            double[] rows =
            [
                FocalLength * sin + u * cos, -FocalLength * cos + u * sin, 0, 0,
                v * cos, v * sin, -FocalLength, FocalLength * CameraHeight,
                cos, sin, 0, 0,
                0, 0, 0, 1,
            ];
            matrices.AddRange(rows.Select(x => (float)x));
        }
        return tensor(matrices.ToArray(), [1, frames * views, 4, 4]);
    }

    // A road, two walls along it and cars on it.
    private static OccupancyGrid Street(GridSpec grid)
    {
        byte[] labels = [.. Enumerable.Repeat((byte)OccupancyClass.Free, grid.Count)];
        for (int x = 0; x < grid.SizeX; x++)
        {
            for (int y = 70; y < 130; y++)
            {
                bool wall = y is 70 or 129, car = y is >= 90 and < 95 && x % 40 < 11;
                for (int z = 2; z < (wall ? 12 : car ? 6 : 3); z++)
                {
                    labels[grid.Index(x, y, z)] = (byte)(wall ? OccupancyClass.Manmade : z > 2 ? OccupancyClass.Car : OccupancyClass.DriveableSurface);
                }
            }
        }
        return new(grid, labels);
    }
}
