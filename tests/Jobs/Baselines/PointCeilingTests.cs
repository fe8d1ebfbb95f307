using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.Jobs.Baselines;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Tests.Baselines;

public sealed class PointCeilingTests
{
    private static readonly PointVoxelizerConfig Plain = PointVoxelizerConfig.Opus() with { Closing = false };

    [Fact]
    public void With_points_to_spare_and_without_closing_the_truth_comes_through_unchanged()
    {
        OccupancyGrid truth = MadeGrids.Street();
        Assert.Equal(truth.Labels.ToArray(), new PointCeiling(2000, 128, Plain).Through(truth).Labels.ToArray());
    }

    [Fact]
    public void Classes_that_far_points_count_less_for_come_through_too_where_queries_suffice()
    {
        OccupancyGrid truth = MadeGrids.Street();
        OccupancyGrid result = new PointCeiling(4000, 96, PointVoxelizerConfig.SparseWorld() with { Closing = false }).Through(truth);
        Assert.Equal(truth.Labels.ToArray(), result.Labels.ToArray());
    }

    [Fact]
    public void Of_too_few_points_the_small_things_are_kept_first()
    {
        OccupancyGrid truth = MadeGrids.Street(), result = new PointCeiling(20, 48, PointVoxelizerConfig.SparseWorld()).Through(truth);
        Assert.Equal(1, IoU(truth, result, OccupancyClass.Pedestrian));
        Assert.True(IoU(truth, result, OccupancyClass.Car) > 0.9);
        Assert.InRange(IoU(truth, result, OccupancyClass.Manmade), 0, 0.5);
    }

    [Fact]
    public void More_queries_never_lower_the_ceiling_of_a_street_by_much()
    {
        OccupancyGrid truth = MadeGrids.Street();
        double before = 0;
        foreach (int queries in new[] { 10, 40, 160, 640 })
        {
            double miou = MeanIoU(truth, new PointCeiling(queries, 96, PointVoxelizerConfig.SparseWorld()).Through(truth));
            Assert.True(miou > before - 0.01, $"{queries} queries: {miou:F3}, fewer: {before:F3}");
            before = miou;
        }
        Assert.True(before > 0.95, $"{before:F3}");
    }

    [Fact]
    public void Closing_lets_few_points_fill_a_plane()
    {
        OccupancyGrid truth = MadeGrids.Of((x, y, z) => z == 2 && x < 144 && y < 144 ? (byte)OccupancyClass.DriveableSurface : (byte)OccupancyClass.Free);
        // 144 boxes of 12 × 12 voxels; a query has half of their points.
        double closed = IoU(truth, new PointCeiling(144, 72, PointVoxelizerConfig.Opus()).Through(truth), OccupancyClass.DriveableSurface);
        double open = IoU(truth, new PointCeiling(144, 72, Plain).Through(truth), OccupancyClass.DriveableSurface);
        Assert.True(closed > 0.99 && open < 0.51, $"closed {closed:F3}, open {open:F3}");
    }

    [Fact]
    public void The_same_truth_gives_the_same_ceiling_also_from_a_used_object()
    {
        PointCeiling ceiling = PointCeiling.Now(DrivingModelConfig.Nano());
        byte[] first = ceiling.Through(MadeGrids.Street()).Labels.ToArray();
        _ = ceiling.Through(MadeGrids.Any(1, 0.01));
        Assert.Equal(first, ceiling.Through(MadeGrids.Street()).Labels.ToArray());
        Assert.Equal(first, PointCeiling.Now(DrivingModelConfig.Nano()).Through(MadeGrids.Street()).Labels.ToArray());
    }

    [Fact]
    public void Nothing_comes_of_nothing()
    {
        OccupancyGrid nothing = OccupancyGrid.Empty(GridSpec.Occ3D);
        Assert.Equal(nothing.Labels.ToArray(), PointCeiling.Ahead(DrivingModelConfig.Nano()).Through(nothing).Labels.ToArray());
    }

    [Fact]
    public void A_truth_in_another_grid_is_refused() =>
        Assert.Throws<ArgumentException>(() => new PointCeiling(1, 1, Plain).Through(OccupancyGrid.Empty(GridSpec.Occ3D with { Voxel = 0.5 })));

    private static double MeanIoU(OccupancyGrid truth, OccupancyGrid given) =>
        Enumerable.Range(0, OccupancyClasses.Occupied).Where(c => truth.Labels.Contains((byte)c)).Average(c => IoU(truth, given, (OccupancyClass)c));

    private static double IoU(OccupancyGrid truth, OccupancyGrid given, OccupancyClass label)
    {
        int hits = 0, union = 0;
        for (int v = 0; v < truth.Labels.Length; v++)
        {
            bool a = truth.Labels[v] == (byte)label, b = given.Labels[v] == (byte)label;
            hits += a && b ? 1 : 0;
            union += a || b ? 1 : 0;
        }
        return (double)hits / union;
    }
}
