using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>What a model sees of key frames, beside what is there.</summary>
internal static class OccupancyLook
{
    /// <summary>Looks at some key frames, spread evenly over a data set.</summary>
    /// <param name="data">The key frames, with occupancy.</param>
    /// <param name="count">How many.</param>
    /// <param name="model">The networks.</param>
    public static IReadOnlyList<SeenFrame> At(IDriveDataset data, int count, DrivingModel model)
    {
        using IDisposable _ = no_grad();
        List<SeenFrame> frames = [];
        int time = model.Config.Perception.Encoder.Frames;
        ImageConfig image = model.Config.Perception.Image;
        using ClipLoader loader = new(
            DatasetSubset.Spread(data, count),
            ClipTensors.Loading(image, new() { Past = time - 1, Parts = KeyframeParts.Images | KeyframeParts.Occupancy }) with { Shuffle = false, Epochs = 1 });
        while (loader.Next() is { } batch)
        {
            using DisposeScope scope = NewDisposeScope();
            using (batch)
            {
                ClipTensors clips = ClipTensors.Of(batch.Samples, image, time, model.Device);
                OccupancyQueries queries = clips.Look(model.Perception);
                frames.Add(new(
                    queries.Points.Numbers(), queries.Logits.Numbers(), (int)queries.Points.shape[2],
                    [.. ClipTensors.Grids(batch.Samples, model.Config.Perception.Encoder.Grid)[0].Labels], batch.Samples[0].MaskCamera is { } mask ? [.. mask] : []));
            }
        }
        return frames;
    }
}
