using System.Diagnostics;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Perception;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Bench.Parts;

/// <summary>
/// One step of training nano's perception as the stage <c>occupancy</c> takes it: six views of two frames, the older frame's images without
/// gradient, the loss of all layers against a key frame's truth, AdamW. Parts are timed apart.
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly PerceptionModel model = PerceptionModel.Create(PerceptionConfig.Nano(), 7);
    private readonly OccupancyLoss loss = new(OccupancyLossConfig.SparseWorld(), GridSpec.Occ3D);
    private readonly optim.Optimizer optimizer;
    private readonly Tensor now;
    private readonly Tensor before;
    private readonly Tensor egoToImage;
    private readonly OccupancyTarget target;
    private readonly int batch;
    private readonly Stopwatch watch = new();

    /// <param name="dataset">A folder in nuScenes' format with Occ3D labels.</param>
    /// <param name="batch">Samples of the step.</param>
    public TrainingStep(string dataset, int batch)
    {
        this.batch = batch;
        set_num_threads(Environment.ProcessorCount);
        model.train();
        optimizer = optim.AdamW([.. model.Images.parameters(), .. model.Occupancy.parameters()], 2e-4, weight_decay: 0.01);
        ImageConfig image = model.Config.Image;
        using ClipLoader loader = new(NuScenesDataset.Open(dataset), new()
        {
            Width = image.Width,
            Height = image.Height,
            BatchSize = batch,
            Threads = 1,
            Clip = new() { Past = 1 },
        });
        using TrainingBatch samples = loader.Next()!;
        long[] shape = [batch, 2, 6, 3, image.Height, image.Width];
        Tensor images = stack([.. samples.Samples.Select(sample => tensor(sample.Images))]).view(shape);
        now = images.select(1, 0).flatten(0, 1).contiguous();
        before = images.select(1, 1).flatten(0, 1).contiguous();
        egoToImage = stack([.. samples.Samples.Select(sample => tensor(sample.EgoToImage))]).view(batch, 12, 4, 4);
        target = OccupancyTarget.Of([.. samples.Samples.Select(sample => new OccupancyGrid(GridSpec.Occ3D, [.. sample.Labels!]))], null, CPU);
    }

    /// <summary>Milliseconds of each part so far.</summary>
    public Dictionary<string, double> Parts { get; } = [];

    /// <summary>Forward, loss, backward, update; the loss.</summary>
    public double Run(bool lower)
    {
        using DisposeScope scope = NewDisposeScope();
        watch.Restart();
        optimizer.zero_grad();
        Tensor[] levels, old;
        IReadOnlyList<OccupancyQueries> layers;
        using (new Autocast(DeviceType.CPU, enabled: lower))
        {
            using (no_grad())
            {
                old = model.Images.forward(before);
            }
            Lap("images, no gradient");
            levels = model.Images.forward(now);
            Lap("images");
            Tensor[] all = [.. levels.Zip(old, (a, b) => cat([Views(a), Views(b)], 1))];
            layers = model.Occupancy.Layers(all, egoToImage);
            Lap("encoder");
        }
        Tensor total = loss.Terms(model.Occupancy.InitialPointsInMetres(), layers, target).Values.Aggregate((a, b) => a + b);
        Lap("loss");
        total.backward();
        Lap("backward");
        nn.utils.clip_grad_norm_(optimizer.parameters(), 5);
        Lap("clip");
        optimizer.step();
        Lap("AdamW");
        return total.item<float>();
    }

    public void Dispose()
    {
        optimizer.Dispose();
        model.Dispose();
    }

    private Tensor Views(Tensor level) => level.view([batch, 6, .. level.shape[1..]]);

    private void Lap(string part)
    {
        Parts[part] = Parts.GetValueOrDefault(part) + watch.Elapsed.TotalMilliseconds;
        watch.Restart();
    }
}
