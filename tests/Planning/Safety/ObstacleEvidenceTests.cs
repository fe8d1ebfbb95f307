using VoxPilot.Core;

namespace VoxPilot.Planning.Tests;

public sealed class ObstacleEvidenceTests
{
    private static readonly SparseOccupancy Seen = new()
    {
        Spec = GridSpec.Occ3D,
        Voxels = [5, 9, 70_000, 80_000],
        Labels = [(byte)OccupancyClass.Car, (byte)OccupancyClass.Car, (byte)OccupancyClass.DriveableSurface, (byte)OccupancyClass.Manmade],
        Scores = [0.3f, 0.5f, 0.1f, 0.49f],
    };

    [Fact]
    public void Obstacles_below_the_score_are_left_out_and_ground_stays()
    {
        OccupancyGrid grid = ObstacleEvidence.Grid(Seen, new() { ObstacleScore = 0.5 });
        Assert.Equal((byte)OccupancyClass.Free, grid.Labels[5]);
        Assert.Equal((byte)OccupancyClass.Car, grid.Labels[9]);
        Assert.Equal((byte)OccupancyClass.DriveableSurface, grid.Labels[70_000]);
        Assert.Equal((byte)OccupancyClass.Free, grid.Labels[80_000]);
        Assert.Equal(2, grid.Labels.ToArray().Count(label => label != (byte)OccupancyClass.Free));
    }

    [Fact]
    public void Without_a_score_it_is_all_that_is_seen() =>
        Assert.Equal(Seen.ToGrid().Labels.ToArray(), ObstacleEvidence.Grid(Seen, new()).Labels.ToArray());
}
