using VoxPilot.Core;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training.Stages.Occupancy;

public sealed class PointClustersTests
{
    [Fact]
    public void Well_separated_clusters_have_a_centre_each_and_no_centre_lies_between_them()
    {
        (double X, double Y, double Z)[] places = [(-30, -30, 0), (25, -10, 1), (0, 30, 2), (10, 10, 4)];
        Random random = new(5);
        float[] points = [.. places.SelectMany(p => Enumerable.Range(0, 100).SelectMany(_ => (float[])[Near(p.X), Near(p.Y), Near(p.Z)]))];
        float[] centres = PointClusters.Find(points, 12, GridSpec.Occ3D, 1);
        Assert.Equal(36, centres.Length);
        Assert.All(centres.Chunk(3), c => Assert.Contains(places, p => Distance(c, p) < 1));
        Assert.All(places, p => Assert.Contains(centres.Chunk(3), c => Distance(c, p) < 1));
        Assert.Equal(centres, PointClusters.Find(points, 12, GridSpec.Occ3D, 1));

        float Near(double x) => (float)(x + random.NextDouble() - 0.5);
    }

    [Fact]
    public void One_centre_is_the_mean()
    {
        float[] centre = PointClusters.Find([0, 0, 0, 3, 0, 0, 0, 6, 3], 1, GridSpec.Occ3D, 2);
        Assert.Equal([1, 2, 1], centre);
    }

    [Fact]
    public void Centres_that_nothing_is_near_to_go_where_a_centre_has_most()
    {
        // Two places for five centres: three have nothing.
        float[] points = [.. Enumerable.Range(0, 20).SelectMany(i => i % 2 == 0 ? (float[])[10, 10, 1] : [-10, -10, 1])];
        float[] centres = PointClusters.Find(points, 5, GridSpec.Occ3D, 3);
        Assert.All(centres.Chunk(3), c => Assert.True(Distance(c, (10, 10, 1)) < 1 || Distance(c, (-10, -10, 1)) < 1, string.Join(", ", c)));
        Assert.Contains(centres.Chunk(3), c => Distance(c, (10, 10, 1)) < 1e-5);
        Assert.Contains(centres.Chunk(3), c => Distance(c, (-10, -10, 1)) < 1e-5);
        Assert.Equal(5, centres.Chunk(3).Select(c => (c[0], c[1], c[2])).Distinct().Count());
    }

    [Fact]
    public void Fewer_points_than_centres_are_refused() =>
        Assert.Throws<ArgumentException>(() => PointClusters.Find([1, 2, 3], 2, GridSpec.Occ3D, 0));

    private static double Distance(float[] c, (double X, double Y, double Z) p) =>
        Math.Sqrt((c[0] - p.X) * (c[0] - p.X) + (c[1] - p.Y) * (c[1] - p.Y) + (c[2] - p.Z) * (c[2] - p.Z));
}
