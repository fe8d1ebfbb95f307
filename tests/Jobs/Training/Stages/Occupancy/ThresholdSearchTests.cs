using VoxPilot.Core;
using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Training;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Tests.Training.Stages.Occupancy;

public sealed class ThresholdSearchTests
{
    private const int Car = (int)OccupancyClass.Car, Pedestrian = (int)OccupancyClass.Pedestrian;

    [Fact]
    public void A_class_gets_a_low_and_another_a_high_threshold()
    {
        // Cars are right at 0.12, pedestrians at 0.55 only: at 0.45 they are not there.
        SeenFrame[] frames =
        [
            MadeSight.Frame([(0, Car, 0.12), (1, Car, 0.13), (5, Pedestrian, 0.55), (6, Pedestrian, 0.45)], new Dictionary<int, int> { [0] = Car, [1] = Car, [5] = Pedestrian }),
            MadeSight.Frame([(40, Car, 0.14), (50, Pedestrian, 0.56), (51, Pedestrian, 0.44)], new Dictionary<int, int> { [40] = Car, [50] = Pedestrian }),
        ];
        PointVoxelizerConfig found = ThresholdSearch.Run(frames, MadeSight.Rules, masked: true, TestContext.Current.CancellationToken);
        Assert.Equal(100, SeenFrame.MeanIou(SeenFrame.Confusion(frames, found)), 1e-9);
        Assert.InRange(found.Thresholds[Car], 0.01, 0.12);
        Assert.InRange(found.Thresholds[Pedestrian], 0.45, 0.55);
        (PointVoxelizerConfig shared, OccupancyConfusion confusion) = ThresholdSearch.BestShared(frames, MadeSight.Rules, masked: true, TestContext.Current.CancellationToken);
        Assert.InRange(SeenFrame.MeanIou(confusion), 1, 90);
        Assert.Single(shared.Thresholds.Distinct());
        Assert.Equal(SeenFrame.MeanIou(confusion), SeenFrame.MeanIou(SeenFrame.Confusion(frames, shared)));
    }

    [Fact]
    public void The_result_is_never_worse_than_the_best_shared_threshold()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            // Points of several classes in the same voxels, so that thresholds of classes get into each other's way.
            Random random = new(seed);
            SeenFrame[] frames = [.. Enumerable.Range(0, 2).Select(_ => MadeSight.Frame(
                [.. Enumerable.Range(0, 60).Select(_ => (random.Next(40), random.Next(4), 0.02 + 0.7 * random.NextDouble()))],
                Enumerable.Range(0, 40).Where(_ => random.Next(2) == 0).ToDictionary(v => v, _ => random.Next(4))))];
            foreach (VoxelScoring scoring in Enum.GetValues<VoxelScoring>())
            {
                double shared = SeenFrame.MeanIou(ThresholdSearch.BestShared(frames, MadeSight.Rules with { Scoring = scoring }, masked: true, TestContext.Current.CancellationToken).Confusion);
                double found = SeenFrame.MeanIou(SeenFrame.Confusion(frames, ThresholdSearch.Run(frames, MadeSight.Rules, masked: true, TestContext.Current.CancellationToken)));
                Assert.True(found >= shared, $"seed {seed}: {found} where one threshold reaches {shared}");
            }
        }
    }

    [Fact]
    public void Points_far_from_their_query_count_where_that_helps()
    {
        // A query's points lie 3.5, 3.1 and 6.5 m from their centre.
        GridSpec row = new(new(0, 0, 0), 0.4, 32, 1, 1);
        float[] points = [0.2f, 0.2f, 0.2f, 0.6f, 0.2f, 0.2f, 10.2f, 0.2f, 0.2f];
        float[] logits = [.. Enumerable.Range(0, 3 * OccupancyClasses.Occupied).Select(i => i % OccupancyClasses.Occupied == Car ? 0f : -9)];
        Assert.Equal(4.5f, Best(0, 1).MaximumDistance);
        Assert.Equal(9, Best(0, 1, 25).MaximumDistance);

        PointVoxelizerConfig Best(params int[] cars)
        {
            SeenFrame frame = new(points, logits, 3, [.. Enumerable.Range(0, row.Count).Select(v => (byte)(cars.Contains(v) ? Car : (int)OccupancyClass.Free))], []);
            return ThresholdSearch.BestShared([frame], MadeSight.Rules with { Grid = row }, masked: true, TestContext.Current.CancellationToken).Rules;
        }
    }

    [Fact]
    public void It_can_be_given_up()
    {
        SeenFrame frame = MadeSight.Frame([(0, Car, 0.5)], new Dictionary<int, int> { [0] = Car });
        Assert.Throws<OperationCanceledException>(() => ThresholdSearch.Run([frame], MadeSight.Rules, masked: true, new CancellationToken(canceled: true)));
    }
}
