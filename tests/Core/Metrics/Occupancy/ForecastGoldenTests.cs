using System.Text.Json;

using VoxPilot.Core.Formats;
using VoxPilot.Core.Metrics;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics;

[Trait("Category", "Golden")]
public sealed class ForecastGoldenTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<GoldenCase> Cases => GoldenCases.Folders("occupancy", "*", "grids.npz");

    [Theory]
    [MemberData(nameof(Cases))]
    public void SparseWorld_gets_its_mIoU_and_IoU_at_each_horizon_with_and_without_the_camera_mask(GoldenCase golden)
    {
        IReadOnlyDictionary<string, NpyArray> grids = NpzFile.Read(golden.File("grids.npz"));
        foreach (JsonProperty setting in golden.ReadJson("expected.json").EnumerateObject())
        {
            bool masked = setting.Name switch
            {
                "camera_mask" => true,
                "no_mask" => false,
                _ => throw new InvalidDataException($"{golden}: {setting.Name} is an unknown setting."),
            };
            OccupancyForecast forecast = Count(grids, masked);
            double[] miou = OccupancySample.Numbers(setting.Value.GetProperty("miou")), iou = OccupancySample.Numbers(setting.Value.GetProperty("iou"));
            double[] printedMiou = OccupancySample.Numbers(setting.Value.GetProperty("miou_rounded")), printedIou = OccupancySample.Numbers(setting.Value.GetProperty("iou_rounded"));
            for (int t = 0; t < OccupancyForecast.Horizons; t++)
            {
                double mean = Value(forecast.Miou(t, AbsentClass.Occ3D)), occupied = Value(forecast.Iou(t));
                Assert.Equal(miou[t], mean, Tolerance);
                Assert.Equal(iou[t], occupied, Tolerance);
                Assert.Equal(printedMiou[t], Math.Round(mean, 2), Tolerance);
                Assert.Equal(printedIou[t], Math.Round(occupied, 2), Tolerance);
                double[] perClass = OccupancySample.Numbers(setting.Value.GetProperty("per_class_iu")[t]);
                for (int label = 0; label < perClass.Length; label++)
                {
                    Assert.Equal(100 * perClass[label], Value(forecast.At(t).ClassIou(label, AbsentClass.Occ3D)), Tolerance);
                }
            }
            Assert.Equal(miou[1..].Average(), Value(forecast.MeanMiou(AbsentClass.Occ3D)), Tolerance);
            Assert.Equal(iou[1..].Average(), Value(forecast.MeanIou()), Tolerance);
        }
    }

    private static OccupancyForecast Count(IReadOnlyDictionary<string, NpyArray> grids, bool masked)
    {
        int[] shape = grids["gt"].Shape;
        int samples = shape[0], voxels = shape[2] * shape[3] * shape[4];
        OccupancyForecast forecast = new();
        for (int n = 0; n < samples; n++)
        {
            for (int t = 0; t < shape[1]; t++)
            {
                ReadOnlySpan<byte> Grid(string name) => grids[name].As<byte>().AsSpan((n * shape[1] + t) * voxels, voxels);
                forecast.Add(n, t, Grid("pred"), Grid("gt"), masked ? Grid("mask_camera") : []);
            }
        }
        Assert.Equal(samples, forecast.Count);
        return forecast;
    }

    private static double Value(ISceneMeasure measure) => measure.Value([.. Enumerable.Repeat(1, measure.Scenes)]);
}
