using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class RayCasterTests
{
    private static readonly GridSpec Grid = GridSpec.Occ3D;

    [Theory]
    [InlineData(1, 0.0005)]
    [InlineData(2, 0.01)]
    [InlineData(3, 0.2)]
    [InlineData(4, 0)]
    public void Two_grids_at_once_give_each_ray_what_one_grid_gives_voxel_by_voxel(int seed, double density)
    {
        Random random = new(seed);
        byte[] prediction = Labels(random, density), truth = Labels(random, density);
        RayCaster caster = new();
        caster.Load(prediction, truth);
        RayHit[] hits = new RayHit[LidarRays.Count];
        Vector3D[] origins =
        [
            new(0.9437, 0, 1.84023), new(0, 0, 2.2), // the second lies on edges of voxels, so that rays pass along them
            new(78 * random.NextDouble() - 39, 78 * random.NextDouble() - 39, 1 + 2 * random.NextDouble()),
            new(38.9, -38.9, 0.2), new(-10, 3, -1.1), new(5, 5, -3), new(-20, 17, 6.1), new(45, 1, 2),
        ];
        foreach (Vector3D origin in origins)
        {
            caster.Cast(origin, hits);
            for (int i = seed; i < hits.Length; i += 7)
            {
                (byte label, float distance) = RayCasterReference.Cast(prediction, origin, LidarRays.Directions[i]);
                (byte actual, float actualDistance) = RayCasterReference.Cast(truth, origin, LidarRays.Directions[i]);
                Assert.Equal(new RayHit(label, actual, distance, actualDistance), hits[i]);
            }
        }
    }

    [Fact]
    public void A_ray_that_looks_at_a_wall_meets_it_where_it_leaves_its_first_voxel()
    {
        byte[] truth = Empty(), prediction = Empty();
        for (int y = 0; y < Grid.SizeY; y++)
        {
            for (int z = 0; z < Grid.SizeZ; z++)
            {
                truth[Grid.Index(150, y, z)] = truth[Grid.Index(151, y, z)] = (byte)OccupancyClass.Manmade;
                prediction[Grid.Index(152, y, z)] = (byte)OccupancyClass.Vegetation;
            }
        }
        RayCaster caster = new();
        caster.Load(prediction, truth);
        RayHit[] hits = new RayHit[LidarRays.Count];
        caster.Cast(new(0.1, 0.1, 1.9), hits);
        RayHit ahead = hits[20 * 360]; // the pitch nearest to the horizon, azimuth 0
        Assert.Equal(((byte)OccupancyClass.Vegetation, (byte)OccupancyClass.Manmade), (ahead.Prediction, ahead.Truth));
        double slope = Math.Cos(Math.Asin(LidarRays.Directions[20 * 360].Z));
        Assert.Equal((151 * 0.4 - 40 - 0.1) / slope, ahead.TruthDistance, 1e-4);
        Assert.Equal((153 * 0.4 - 40 - 0.1) / slope, ahead.PredictionDistance, 1e-4);
        Assert.Equal(((byte)17, (byte)17), (hits[20 * 360 + 180].Prediction, hits[20 * 360 + 180].Truth));
    }

    [Fact]
    public void A_grid_of_another_size_is_refused()
    {
        RayCaster caster = new();
        Assert.Contains("prediction and truth have 3 and 640000", Assert.Throws<ArgumentException>(() => caster.Load(new byte[3], Empty())).Message, StringComparison.Ordinal);
        Assert.Contains("room for 5", Assert.Throws<ArgumentException>(() => caster.Cast(default, new RayHit[5])).Message, StringComparison.Ordinal);
    }

    private static byte[] Labels(Random random, double density) =>
        [.. Enumerable.Range(0, Grid.Count).Select(_ => (byte)(random.NextDouble() < density ? random.Next(17) : 17))];

    private static byte[] Empty() => OccupancyGrid.Empty(Grid).Labels.ToArray();
}
