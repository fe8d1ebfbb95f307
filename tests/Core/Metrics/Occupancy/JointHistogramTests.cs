using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class JointHistogramTests
{
    [Fact]
    public void Vectors_count_what_one_by_one_counts()
    {
        Random random = new(3);
        JointHistogram histogram = new();
        foreach (int voxels in new[] { 0, 1, 63, 64, 65, 1000, 4097 })
        {
            foreach (double free in new[] { 0, 0.5, 0.95, 1 })
            {
                byte[] prediction = Labels(random, voxels, free, false), truth = Labels(random, voxels, free, true);
                byte[] mask = [.. Enumerable.Range(0, voxels).Select(_ => (byte)(random.Next(2) * random.Next(1, 256)))];
                foreach (byte[] counted in new byte[][] { [], mask, new byte[voxels] })
                {
                    long[] counts = new long[19 * 18];
                    histogram.Add(prediction, truth, counted, counts);
                    Assert.Equal(JointHistogramReference.Count(prediction, truth, counted), counts);
                }
            }
        }
    }

    [Theory]
    [InlineData(7, 17, 18, "Voxel 7 of the truth has label 18")]
    [InlineData(140, 17, 254, "Voxel 140 of the truth has label 254")]
    [InlineData(64, 18, 17, "Voxel 64 is predicted as 18")]
    [InlineData(149, 255, 255, "Voxel 149 is predicted as 255")]
    public void A_label_out_of_range_is_named_and_nothing_is_counted(int voxel, byte predicted, byte actual, string fault)
    {
        byte[] prediction = new byte[150], truth = new byte[150], mask = new byte[150];
        (prediction[voxel], truth[voxel]) = (predicted, actual);
        mask.AsSpan().Fill(1);
        long[] counts = new long[19 * 18];
        JointHistogram histogram = new();
        Assert.Contains(fault, Assert.Throws<ArgumentException>(() => histogram.Add(prediction, truth, mask, counts)).Message, StringComparison.Ordinal);
        Assert.Contains(fault, Assert.Throws<ArgumentException>(() => histogram.Add(prediction, truth, [], counts)).Message, StringComparison.Ordinal);
        Assert.All(counts, count => Assert.Equal(0, count));
        mask[voxel] = 0;
        histogram.Add(prediction, truth, mask, counts);
        Assert.Equal(149, counts[0]);
        Assert.Equal(149, counts.Sum());
    }

    private static byte[] Labels(Random random, int voxels, double free, bool ignored) =>
        [.. Enumerable.Range(0, voxels).Select(_ => (byte)(random.NextDouble() < free ? 17 : ignored && random.Next(20) == 0 ? 255 : random.Next(18)))];
}
