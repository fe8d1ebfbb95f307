using System.Text.Json;

using VoxPilot.Core.Formats;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics;

/// <summary>One sample of a golden occupancy case: labels, masks and a prediction.</summary>
internal sealed record OccupancySample(byte[] Prediction, byte[] Truth, byte[] MaskCamera, byte[] MaskLidar, int[] Shape)
{
    public byte[] Mask(string name) => name switch
    {
        "camera" => MaskCamera,
        "lidar" => MaskLidar,
        _ => [],
    };

    public static List<OccupancySample> All(GoldenCase golden)
    {
        List<OccupancySample> samples = [];
        while (golden.Has($"sample{samples.Count}_labels.npz"))
        {
            IReadOnlyDictionary<string, NpyArray> labels = NpzFile.Read(golden.File($"sample{samples.Count}_labels.npz"));
            NpyArray prediction = NpzFile.Read(golden.File($"sample{samples.Count}_pred.npz"))["semantics"];
            samples.Add(new(
                prediction.As<byte>(), labels["semantics"].As<byte>(), labels["mask_camera"].As<byte>(), labels["mask_lidar"].As<byte>(), prediction.Shape));
        }
        Assert.NotEmpty(samples);
        return samples;
    }

    /// <summary>The numbers of a JSON array; null is NaN.</summary>
    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(Number)];

    public static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();
}
