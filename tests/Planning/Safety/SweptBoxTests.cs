using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Planning.Tests;

public sealed class SweptBoxTests
{
    // A coarse, small grid keeps the plain twin fast; off-centre so that box and grid never share an edge exactly.
    private static readonly GridSpec Spec = new(new(-9.37, -11.13, -1), 0.4, 50, 52, 8);

    [Fact]
    public void The_fast_sweep_touches_exactly_what_the_plain_twin_touches()
    {
        Random random = new(11);
        IReadOnlyList<MadeUpDrive> drives = MadeUpTrajectories.Generate(12, 5);
        int hits = 0;
        foreach (MadeUpDrive drive in drives)
        {
            OccupancyGrid now = Scatter(random);
            ForecastGrid[] future =
            [
                .. Enumerable.Range(1, random.Next(0, 4)).Select(h => new ForecastGrid(
                    h, Scatter(random), Pose.Planar(2 * h * random.NextDouble(), random.NextDouble() - 0.5, random.NextDouble() - 0.5))),
            ];
            SafetyLimits limits = new() { ObstacleCells = random.Next(0, 3) };
            // Slow drives stay inside the small grid.
            Trajectory trajectory = new() { Points = [.. drive.Trajectory.Points.Select(p => (p.X * 0.3, p.Y * 0.3))] };
            TrajectoryPath path = new(trajectory);
            SweptContact fast = SweptBox.Collide(path, now, future, limits);
            SweptContact plain = SweptBoxReference.Collide(path, now, future, limits);
            Assert.Equal(plain.Cells, fast.Cells);
            Assert.Equal(plain.Time, fast.Time, 1e-9);
            hits += fast.Cells > limits.ObstacleCells ? 1 : 0;
        }
        Assert.InRange(hits, 2, 11);
    }

    [Fact]
    public void A_check_allocates_the_same_however_full_the_grid_is()
    {
        Trajectory trajectory = MadeUpTrajectories.Generate(3, 9)[2].Trajectory;
        OccupancyGrid empty = OccupancyGrid.Empty(GridSpec.Occ3D), full = new GridBuilder().Box(OccupancyClass.Car, -40, 40, -40, 40).Build();
        Assert.Equal(Allocated(empty), Allocated(full));

        long Allocated(OccupancyGrid grid)
        {
            TrajectoryPath path = new(trajectory);
            SafetyLimits limits = new();
            SweptBox.Collide(path, grid, [], limits);
            long before = GC.GetAllocatedBytesForCurrentThread();
            SweptBox.Collide(path, grid, [], limits);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static OccupancyGrid Scatter(Random random)
    {
        byte[] labels = new byte[Spec.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = (byte)(random.NextDouble() < 0.01 ? random.Next(0, 17) : 17);
        }
        return new(Spec, labels);
    }
}
