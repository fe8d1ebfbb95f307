using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class OccupancyFScoreTests
{
    [Theory]
    [InlineData(7, 9, 5)]
    [InlineData(4, 3, 16)]
    [InlineData(3, 5, 64)]
    public void Neighbours_are_the_voxels_within_the_distance(int x, int y, int z)
    {
        GridSpec grid = GridSpec.Occ3D with { SizeX = x, SizeY = y, SizeZ = z };
        Random random = new(z);
        for (int round = 0; round < 20; round++)
        {
            byte[] prediction = Labels(random, grid), truth = Labels(random, grid);
            byte[] mask = round % 2 == 0 ? [] : [.. truth.Select(_ => (byte)random.Next(2))];
            prediction[0] = truth[0] = 3;
            mask = mask.Length == 0 ? mask : [1, .. mask[1..]];
            OccupancyFScore score = new(grid);
            score.Add(0, prediction, truth, mask);
            (double accuracy, double completeness) = OccupancyFScoreReference.Shares(grid, prediction, truth, mask);
            Assert.Equal(100 * accuracy, score.Accuracy.Value([1]), 1e-9);
            Assert.Equal(100 * completeness, score.Completeness.Value([1]), 1e-9);
            Assert.Equal(200 / (1 / accuracy + 1 / completeness), score.FScore.Value([1]), 1e-5);
        }
    }

    [Fact]
    public void A_frame_without_a_prediction_counts_zero_and_one_without_truth_not_at_all()
    {
        GridSpec grid = GridSpec.Occ3D with { SizeX = 2, SizeY = 2, SizeZ = 1 };
        OccupancyFScore score = new(grid);
        score.Add(0, [17, 17, 17, 17], [4, 17, 17, 17], []);
        score.Add(1, [4, 17, 17, 17], [17, 17, 255, 17], []);
        Assert.Equal(1, score.Count);
        Assert.Equal((2, 0.0), (score.FScore.Scenes, score.FScore.Value([1, 1])));
        score.Add(1, [4, 17, 17, 17], [17, 17, 17, 4], []);
        Assert.Equal(50, score.FScore.Value([1, 1]), 1e-5);
    }

    [Fact]
    public void Voxels_of_another_size_are_refused() =>
        Assert.Contains("voxels of 0.4 m", Assert.Throws<ArgumentException>(() => new OccupancyFScore(GridSpec.Occ3D with { Voxel = 0.5 })).Message, StringComparison.Ordinal);

    private static byte[] Labels(Random random, GridSpec grid) =>
        [.. Enumerable.Range(0, grid.Count).Select(_ => (byte)(random.Next(12) == 0 ? random.Next(17) : random.Next(30) == 0 ? 255 : 17))];
}
