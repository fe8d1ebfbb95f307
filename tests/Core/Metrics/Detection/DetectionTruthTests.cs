using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics.Detection;

namespace VoxPilot.Core.Tests.Metrics.Detection;

public sealed class DetectionTruthTests
{
    private static readonly Vector3D Ego = new(100, 50, 0);

    [Theory]
    [InlineData(DetectionClass.Car, 50)]
    [InlineData(DetectionClass.Pedestrian, 40)]
    [InlineData(DetectionClass.Barrier, 30)]
    public void Boxes_count_up_to_their_classs_range(DetectionClass what, double range)
    {
        Assert.True(Counts(Box(what, range - 1e-6, 0)));
        Assert.False(Counts(Box(what, range, 0)));
        Assert.True(Counts(Box(what, 0, 0.1 - range) with { Translation = Ego + new Vector3D(0, 0.1 - range, 99) })); // height is no distance
    }

    [Fact]
    public void True_boxes_without_any_point_do_not_count()
    {
        Assert.False(Counts(Box(DetectionClass.Car, 5, 5) with { Points = 0 }));
        Assert.True(Counts(Box(DetectionClass.Car, 5, 5) with { Points = 1 }));
        Assert.True(Counts(Box(DetectionClass.Car, 5, 5))); // a detected box knows of no points
    }

    [Fact]
    public void Only_bicycles_and_motorcycles_do_not_count_in_a_rack()
    {
        MapBox rack = new(default, "static_object.bicycle_rack", new(Rotation.FromYaw(Math.PI / 4), Ego + new Vector3D(10, 10, 0)), new(2, 8, 2), default, null, 0, 0);
        foreach (DetectionClass what in Enum.GetValues<DetectionClass>())
        {
            bool cycle = what is DetectionClass.Bicycle or DetectionClass.Motorcycle;
            Assert.Equal(!cycle, Counts(Box(what, 12.5, 12.5), rack)); // 3.5 m along the rack
            Assert.True(Counts(Box(what, 12.5, 7.5), rack)); // 3.5 m across it
        }
    }

    private static DetectionBox Box(DetectionClass what, double x, double y) =>
        new(what, Ego + new Vector3D(x, y, 0), new(1, 1, 1), Rotation.Identity, default, DetectionAttributeKind.None, 0.5);

    private static bool Counts(DetectionBox box, params MapBox[] racks)
    {
        List<DetectionBox> kept = [];
        new DetectionTruth { Ego = Ego, Boxes = [], BicycleRacks = racks }.Keep([box], kept);
        return kept.Count == 1;
    }
}
