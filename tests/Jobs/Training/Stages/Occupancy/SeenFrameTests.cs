using VoxPilot.Core;
using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training.Stages.Occupancy;

public sealed class SeenFrameTests
{
    private const int Car = (int)OccupancyClass.Car, Pedestrian = (int)OccupancyClass.Pedestrian;

    // Cars at 0 and 1, one seen; a pedestrian at 2 taken for a car; a pedestrian at 3 seen; a car at 9 that is none, where no camera looks.
    private static readonly SeenFrame frame = MadeSight.Frame(
        [(0, Car, 0.9), (2, Car, 0.9), (3, Pedestrian, 0.9), (9, Car, 0.9)],
        new Dictionary<int, int> { [0] = Car, [1] = Car, [2] = Pedestrian, [3] = Pedestrian },
        [.. Enumerable.Range(0, MadeSight.Grid.Count).Select(v => (byte)(v == 9 ? 0 : 1))]);

    [Fact]
    public void Counts_are_those_of_the_voxels_that_count()
    {
        OccupancyConfusion seen = SeenFrame.Confusion([frame], MadeSight.Rules), all = SeenFrame.Confusion([frame], MadeSight.Rules, masked: false);
        Assert.Equal((1L, 1L, 1L, 1L), (seen[Car, Car], seen[Car, (int)OccupancyClass.Free], seen[Pedestrian, Car], seen[Pedestrian, Pedestrian]));
        Assert.Equal(0, seen[(int)OccupancyClass.Free, Car]);
        Assert.Equal(1, all[(int)OccupancyClass.Free, Car]);
        Assert.Equal(100.0 / 3, SeenFrame.Iou(seen, Car), 1e-9);
        Assert.Equal(25, SeenFrame.Iou(all, Car), 1e-9);
        Assert.Equal(50, SeenFrame.Iou(seen, Pedestrian), 1e-9);
        Assert.Equal((100.0 / 3 + 50) / 2, SeenFrame.MeanIou(seen), 1e-9);
        Assert.Equal(75, SeenFrame.Iou(seen), 1e-9);
        Assert.Equal(60, SeenFrame.Iou(all), 1e-9);
        Assert.True(double.IsNaN(SeenFrame.Iou(seen, (int)OccupancyClass.Bus)));
    }

    [Fact]
    public void Many_frames_add_up_whatever_thread_takes_them()
    {
        OccupancyConfusion many = SeenFrame.Confusion([.. Enumerable.Repeat(frame, 50)], MadeSight.Rules);
        Assert.Equal(50, many[Pedestrian, Car]);
        Assert.Equal(75, SeenFrame.Iou(many), 1e-9);
    }
}
