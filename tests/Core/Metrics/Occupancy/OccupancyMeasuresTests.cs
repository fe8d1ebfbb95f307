using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class OccupancyMeasuresTests
{
    private static readonly Vector3D[] Origins = [new(0.9437, 0, 1.84023)];

    [Fact]
    public void What_the_data_set_lacks_is_absent_and_not_zero()
    {
        (byte[] prediction, byte[] truth, byte[] mask) = Frame();
        OccupancyMeasures measures = new();
        Assert.Empty(measures.List());
        measures.Add(0, prediction, truth, [], []);
        Assert.Equal(["occupancy.miou.none.occ3d", "occupancy.iou.none", "occupancy.surroundocc.miou", "occupancy.surroundocc.iou"], measures.List().Select(measure => measure.Id));
        measures.Add(1, prediction, truth, mask, Origins);
        IReadOnlyList<MeasureRow> all = measures.List();
        Assert.Equal(all.Count, all.Select(measure => measure.Id).Distinct().Count());
        Assert.All(all, measure => Assert.Equal(2, measure.Measure.Scenes));
        Assert.Contains(all, measure => measure.Id == "occupancy.rayiou" && measure.Measure.Count == 1);
        Assert.Equal(2, measures.Count);
    }

    [Fact]
    public void Each_figure_is_that_of_its_own_rules()
    {
        (byte[] prediction, byte[] truth, byte[] mask) = Frame();
        OccupancyMeasures measures = new();
        measures.Add(0, prediction, truth, mask, Origins);
        Dictionary<string, double> figures = measures.List().ToDictionary(measure => measure.Id, measure => measure.Measure.Value([1]));
        OccupancyConfusion camera = new(), everywhere = new();
        camera.Add(0, prediction, truth, mask);
        everywhere.Add(0, prediction, truth, []);
        RayIou rays = new();
        rays.Add(0, prediction, truth, Origins);
        Assert.Equal(camera.Miou(AbsentClass.Occ3D).Value([1]), figures["occupancy.miou.camera.occ3d"]);
        Assert.Equal(camera.Miou(AbsentClass.SparseOcc).Value([1]), figures["occupancy.miou.camera.sparseocc"]);
        Assert.Equal(everywhere.Miou(AbsentClass.Occ3D).Value([1]), figures["occupancy.miou.none.occ3d"]);
        Assert.Equal(rays.At(2).Value([1]), figures["occupancy.rayiou.2"]);
        Assert.Equal(rays.ClassIou(11, 4).Value([1]), figures["occupancy.rayiou.4.driveable_surface"]);
        Assert.Equal(camera.ClassIou(4, AbsentClass.SparseOcc).Value([1]), figures["occupancy.class.car.camera"]);
    }

    [Fact]
    public void A_forecast_lists_what_was_added_and_its_mean_when_it_is_whole()
    {
        OccupancyForecast forecast = new();
        forecast.Add(0, 1, [4, 17], [4, 4], []);
        Assert.Equal(["forecast.miou.none.sparseworld.1s", "forecast.miou.none.occworld.1s", "forecast.iou.none.1s"], forecast.List().Select(measure => measure.Id));
        forecast.Add(0, 2, [4, 17], [4, 17], []);
        forecast.Add(0, 3, [17, 17], [4, 17], []);
        MeasureRow mean = Assert.Single(forecast.List(), measure => measure.Id == "forecast.iou.none.mean");
        Assert.Equal(50, mean.Measure.Value([1]));
        Assert.Equal(1, forecast.Count);
        Assert.Contains("with a mask or all without", Assert.Throws<ArgumentException>(() => forecast.Add(0, 1, [4], [4], [1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_frames_after_the_first_of_a_scene_allocate_nothing()
    {
        (byte[] prediction, byte[] truth, byte[] mask) = Frame();
        OccupancyMeasures measures = new();
        measures.Add(0, prediction, truth, mask, Origins);
        long before = GC.GetAllocatedBytesForCurrentThread();
        measures.Add(0, prediction, truth, mask, Origins);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (byte[] Prediction, byte[] Truth, byte[] Mask) Frame()
    {
        Random random = new(6);
        byte[] truth = [.. Enumerable.Range(0, GridSpec.Occ3D.Count).Select(i => (byte)(i % 16 == 1 ? 11 : random.Next(40) == 0 ? random.Next(17) : 17))];
        byte[] prediction = [.. truth.Select(label => random.Next(30) == 0 ? (byte)random.Next(18) : label)];
        return (prediction, truth, [.. truth.Select(_ => (byte)random.Next(2))]);
    }
}
