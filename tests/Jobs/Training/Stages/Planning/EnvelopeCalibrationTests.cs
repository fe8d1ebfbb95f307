using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Jobs.Training;
using VoxPilot.Planning;

namespace VoxPilot.Jobs.Tests.Training.Stages;

public sealed class EnvelopeCalibrationTests
{
    private static readonly Trajectory Ahead = Straight(8), Slow = Straight(1);

    [Fact]
    public void A_score_is_found_between_what_is_not_there_and_what_is()
    {
        EnvelopeCalibration calibration = new(new());
        for (int i = 0; i < 20; i++)
        {
            Assert.True(calibration.Add(Scene(Wall(0.42f, 4.6), [Wall(0.8f)], Slow, Ahead)));
        }
        EnvelopeFit fit = calibration.Best();
        Assert.Equal(1, fit.Passed);
        Assert.Equal(1, fit.Stopped);
        Assert.Equal((20, 20), (fit.Driven, fit.Colliding));
        Assert.InRange(fit.Limits.ObstacleScore, 0.42 + 1e-9, 0.8);
        Assert.Equal(0, fit.Limits.ObstacleCells);
    }

    [Fact]
    public void Where_scores_do_not_tell_them_apart_their_number_does()
    {
        EnvelopeCalibration calibration = new(new());
        for (int i = 0; i < 20; i++)
        {
            calibration.Add(Scene(Phantom(0.9f), [Wall(0.9f)], Slow, Ahead));
        }
        EnvelopeFit fit = calibration.Best();
        Assert.Equal((1, 1), (fit.Passed, fit.Stopped));
        Assert.InRange(fit.Limits.ObstacleCells, 1, 12);
    }

    [Fact]
    public void One_driven_path_of_a_hundred_may_be_stopped_and_three_may_not()
    {
        Assert.Equal(0.99, After(1).Passed, 6);
        EnvelopeFit three = After(3);
        Assert.Equal(1, three.Passed, 6); // it gives up stopping the others rather
        Assert.Equal(0, three.Stopped, 6);

        static EnvelopeFit After(int stopped)
        {
            EnvelopeCalibration calibration = new(new());
            for (int i = 0; i < 100; i++)
            {
                calibration.Add(Scene(i < stopped ? Wall(0.99f, 3) : None, [Wall(0.85f)], Slow, Ahead));
            }
            return calibration.Best();
        }
    }

    [Theory]
    [InlineData(1, 0.25)] // one of a hundred: the usual limit stays
    [InlineData(10, 0.8)] // all of it: of a box 4.6 columns wide often 4 centres lie inside
    public void What_was_driven_may_seem_to_be_off_the_road_as_far_as_it_often_does(int often, double least)
    {
        EnvelopeCalibration calibration = new(new());
        IEnumerable<(int, float)> pavement = Columns(3, 30, -4, 4, 0.5f, 2);
        for (int i = 0; i < 100; i++)
        {
            calibration.Add(Scene(None, [], Ahead, Ahead, i < often ? pavement : None));
        }
        Assert.InRange(calibration.Best().Limits.OffRoadShare, least, often > 2 ? 1 : least);
    }

    [Fact]
    public void What_was_driven_through_something_teaches_nothing()
    {
        EnvelopeCalibration calibration = new(new());
        Assert.False(calibration.Add(Scene(None, [Wall(0.8f)], Ahead, Slow)));
        Assert.Equal(0, calibration.Best().Driven);
    }

    // Obstacles as voxels with a score: what is seen of nothing, what is seen of the true ones, and the true ones.
    private static EnvelopeScene Scene(
        IEnumerable<(int Voxel, float Score)> phantoms, IReadOnlyList<IEnumerable<(int Voxel, float Score)>> real, Trajectory driven, Trajectory other,
        IEnumerable<(int Voxel, float Score)>? pavement = null)
    {
        SparseOccupancy seen = pavement is null ? Seen(phantoms.Concat(real.SelectMany(r => r))) : Seen(pavement, OccupancyClass.Sidewalk);
        OccupancyGrid truth = Seen(real.SelectMany(r => r)).ToGrid();
        return new(
            seen,
            [.. Enumerable.Range(1, 3).Select(s => new SeenAhead(s, seen, Pose.Identity))],
            truth,
            [.. Enumerable.Range(1, 3).Select(s => new ForecastGrid(s, truth, Pose.Identity))],
            driven, [other]);
    }

    private static readonly IEnumerable<(int, float)> None = [];

    private static IEnumerable<(int, float)> Phantom(float score) => Columns(4, 4.2, -0.1, 0.1, score);

    private static IEnumerable<(int, float)> Wall(float score, double at = 15) => Columns(at, at + 0.3, -3, 3, score);

    private static IEnumerable<(int, float)> Columns(double fromX, double toX, double fromY, double toY, float score, int layer = 5)
    {
        GridSpec spec = GridSpec.Occ3D;
        int Cell(double metres) => (int)Math.Floor((metres - spec.Origin.X) / spec.Voxel);
        return
            from x in Enumerable.Range(Cell(fromX), Cell(toX) - Cell(fromX) + 1)
            from y in Enumerable.Range(Cell(fromY), Cell(toY) - Cell(fromY) + 1)
            select (spec.Index(x, y, layer), score); // of layer 5 the centre lies 1.2 m above the ground
    }

    private static SparseOccupancy Seen(IEnumerable<(int Voxel, float Score)> voxels, OccupancyClass label = OccupancyClass.Manmade)
    {
        (int Voxel, float Score)[] ordered = [.. voxels.DistinctBy(v => v.Voxel).OrderBy(v => v.Voxel)];
        return new()
        {
            Spec = GridSpec.Occ3D,
            Voxels = [.. ordered.Select(v => v.Voxel)],
            Labels = [.. ordered.Select(_ => (byte)label)],
            Scores = [.. ordered.Select(v => v.Score)],
        };
    }

    private static Trajectory Straight(double speed) => new() { Points = [.. Enumerable.Range(1, Trajectory.Steps).Select(i => (speed * 0.5 * i, 0.0))] };
}
