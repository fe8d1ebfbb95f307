using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.Jobs.Baselines;

namespace VoxPilot.Jobs.Tests.Baselines;

public sealed class CopyAndMoveTests
{
    [Fact]
    public void A_car_that_stands_sees_what_it_saw()
    {
        OccupancyGrid now = MadeGrids.Any(1);
        Assert.Equal(now.Labels.ToArray(), CopyAndMove.Move(now, default).Labels.ToArray());
    }

    [Fact]
    public void What_is_ahead_comes_nearer_and_what_enters_is_free()
    {
        OccupancyGrid now = MadeGrids.Any(2), then = CopyAndMove.Move(now, new(2.0, -0.8, 0, 2)); // 5 voxels ahead, 2 to the right
        Assert.Equal(now[105, 98, 4], then[100, 100, 4]);
        Assert.Equal(now[199, 0, 0], then[194, 2, 0]);
        for (int z = 0; z < 16; z++)
        {
            Assert.Equal((byte)OccupancyClass.Free, then[195, 100, z]);
            Assert.Equal((byte)OccupancyClass.Free, then[100, 1, z]);
        }
    }

    [Fact]
    public void After_a_left_turn_what_was_on_the_left_is_ahead()
    {
        OccupancyGrid now = MadeGrids.Any(3), then = CopyAndMove.Move(now, new(0, 0, Math.PI / 2, 0));
        Assert.Equal(now[99, 120, 7], then[120, 100, 7]); // (x, y) → (−y, x): half a voxel to one side is half a voxel to the other
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(13.37, 0.21, 0.03)]
    [InlineData(21.1, 8.3, 1.2)]
    [InlineData(-3.3, 55, -2.9)]
    [InlineData(200, 0, 0.5)]
    public void It_equals_its_plain_twin(double x, double y, double yaw)
    {
        OccupancyGrid now = MadeGrids.Any(4);
        FutureMotion motion = new(x, y, yaw, 0);
        Assert.Equal(CopyAndMoveReference.Move(now, motion).Labels.ToArray(), CopyAndMove.Move(now, motion).Labels.ToArray());
    }

    [Fact]
    public void The_mirrored_world_moves_mirrored()
    {
        OccupancyGrid now = MadeGrids.Street();
        OccupancyGrid left = CopyAndMove.Move(now, new(7.1, 1.3, 0.4, 5)), right = CopyAndMove.Move(MadeGrids.Mirrored(now), new(7.1, -1.3, -0.4, 5));
        Assert.Equal(MadeGrids.Mirrored(left).Labels.ToArray(), right.Labels.ToArray());
    }

    [Fact]
    public void Labels_that_do_not_fit_the_grid_are_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => CopyAndMove.Move(GridSpec.Occ3D, new byte[640_000], default, new byte[5]));
        Assert.Contains("640000", refusal.Message);
    }
}
