using VoxPilot.Core;

namespace VoxPilot.Planning.Tests;

public sealed class MadeUpTrajectoriesTests
{
    private static readonly IReadOnlyList<MadeUpDrive> Drives = MadeUpTrajectories.Generate(3000, 3);

    [Fact]
    public void They_cover_standstill_high_speed_braking_and_lane_changes()
    {
        Assert.Contains(Drives, d => d.Start.Speed == 0 && d.Trajectory.Points[^1].X == 0);
        Assert.Contains(Drives, d => d.Trajectory.Points[^1].X > 45);
        Assert.Contains(Drives, d => d.Start.Speed > 8 && d.Trajectory.Points[^1].X < 2 * d.Start.Speed);
        Assert.Contains(Drives, d => d.Command == Command.Straight && Math.Abs(d.Trajectory.Points[^1].Y) > 2.5 && Math.Abs(d.Trajectory.Headings![^1]) < 0.1);
    }

    [Fact]
    public void Turns_go_to_their_side()
    {
        Assert.All(Drives.Where(d => d.Command == Command.Right), d => Assert.True(d.Trajectory.Points[^1].Y <= 0));
        Assert.All(Drives.Where(d => d.Command == Command.Left), d => Assert.True(d.Trajectory.Points[^1].Y >= 0));
        Assert.Contains(Drives, d => d.Command == Command.Left && d.Trajectory.Headings![^1] > 1);
    }

    [Fact]
    public void A_car_could_drive_all_of_them()
    {
        OccupancyGrid empty = OccupancyGrid.Empty(GridSpec.Occ3D);
        int comfortable = Drives.Count(d => SafetyEnvelope.Check(d.Trajectory, d.Start, empty, [], new()).Ok);
        Assert.InRange(comfortable, Drives.Count * 98 / 100, Drives.Count);
    }
}
