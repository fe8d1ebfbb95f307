using System.Numerics;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Rendering;

namespace VoxPilot.World.Tests.Rendering;

public class RasterizerTests
{
    // fx ≠ fy, a principal point off the middle, and skew; looks along the town's x axis.
    private static readonly Camera Odd = new("odd", new(60, 1.5, 37.3, 0, 48, 21.9, 0, 0, 1), new(new(0.5, -0.5, 0.5, -0.5), new(0.3, -0.2, 1.4)), 80, 40);

    // Whole metres fall on whole pixels at 4 m.
    private static readonly Camera Even = new("even", new(64, 0, 40, 0, 64, 20, 0, 0, 1), new(new(0.5, -0.5, 0.5, -0.5), new(0, 0, 1)), 80, 40);

    [Fact]
    public void Agrees_with_its_plain_twin_on_random_triangles_also_those_that_reach_behind_the_camera()
    {
        Projection view = Projection.Of(Odd, Pose.Identity);
        int compared = 0, covered = 0, crossing = 0;
        for (ulong seed = 0; seed < 60; seed++)
        {
            RandomStream random = new(seed, 1);
            MeshInstance instance = Soup(random, 12, seed % 2 == 0 ? 4 : 25);
            crossing += Enumerable.Range(0, 12).Count(t => Enumerable.Range(0, 3).Select(i => instance.Mesh.Positions[3 * t + i].X > 0.4f).Distinct().Count() == 2);
            VisibilityBuffer seen = Drawn(view, instance);
            for (int y = 0; y < seen.Height; y++)
            {
                for (int x = 0; x < seen.Width; x++)
                {
                    RasterizerReference.Hit expected = RasterizerReference.At(view, instance, x, y);
                    if (expected.Margin < 1e-4)
                    {
                        continue; // on an edge, single precision may decide otherwise
                    }
                    int id = seen.Ids[y * seen.Stride + x], triangle = id < 0 ? -1 : seen.Triangles[id].Triangle;
                    if (triangle != expected.Triangle && triangle >= 0 && expected.Triangle >= 0)
                    {
                        // Two that cut through each other just here.
                        Assert.Equal(expected.Nearness, seen.Triangles[id].NearnessAt(x, y), 1e-4 * expected.Nearness);
                        continue;
                    }
                    Assert.Equal(expected.Triangle, triangle);
                    compared++;
                    if (triangle >= 0)
                    {
                        covered++;
                        Assert.Equal(expected.Nearness, seen.Triangles[id].NearnessAt(x, y), 1e-9 * expected.Nearness);
                        Assert.Equal(expected.Nearness, seen.Nearness[y * seen.Stride + x], 1e-4 * expected.Nearness);
                    }
                }
            }
        }
        Assert.True(compared > 500_000 && covered > 50_000 && crossing > 50, $"{compared} compared, {covered} covered, {crossing} crossing the image plane.");
    }

    [Fact]
    public void Triangles_that_share_an_edge_cover_each_sample_exactly_once()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            RandomStream random = new(seed, 2);
            Projection view = Projection.Of(seed % 2 == 0 ? Odd : Even, Pose.Identity);
            // A fan around one vertex: a closed ring of triangles fills a polygon. On odd seeds the vertex lies exactly on a sample, and edges run through samples.
            Vector3 Corner(double y, double z) => new(4, (float)y, (float)z);
            (double cy, double cz) = seed % 2 == 0 ? (random.Between(-1.0, 1), random.Between(0.5, 2.0)) : (0.5, 1.25);
            int count = seed % 2 == 0 ? 3 + random.Index(7) : 4;
            Vector3[] ring = [.. Enumerable.Range(0, count).Select(i =>
            {
                (double s, double c) = Elementary.SinCos(2 * Math.PI * (i + (seed % 2 == 0 ? 0.8 * random.Unit() : 0)) / count);
                return Corner(cy - c, cz + s);
            })];
            int[] times = new int[200 * 100];
            bool[] inside = new bool[200 * 100];
            for (int i = 0; i < count; i++)
            {
                Count(view, Shapes.At(Shapes.Triangle(Corner(cy, cz), ring[i], ring[(i + 1) % count]), Vector3.Zero, 0, Vector3.One), times);
            }
            Assert.DoesNotContain(times, t => t > 1);
            // Samples well inside of the ring are covered by one triangle.
            int within = 0;
            for (int y = 0; y < view.Height; y++)
            {
                for (int x = 0; x < view.Width; x++)
                {
                    Vector3 p = view.PointAt(x, y, 1 / (4 - view.Eye.X));
                    bool deep = Enumerable.Range(0, count).All(i => Vector3.Cross(ring[(i + 1) % count] - ring[i], p - ring[i]).X < -0.02f);
                    if (deep)
                    {
                        within++;
                        Assert.Equal(1, times[y * 200 + x]);
                    }
                }
            }
            Assert.True(within > 50);
        }
    }

    [Fact]
    public void Triangles_that_show_their_back_are_not_drawn()
    {
        Projection view = Projection.Of(Odd, Pose.Identity);
        Vector3 a = new(5, 1, 0.5f), b = new(5, -1, 0.5f), c = new(5, 0, 2);
        Assert.Contains(Drawn(view, Shapes.At(Shapes.Triangle(a, b, c), Vector3.Zero, 0, Vector3.One)).Ids, id => id >= 0);
        Assert.DoesNotContain(Drawn(view, Shapes.At(Shapes.Triangle(a, c, b), Vector3.Zero, 0, Vector3.One)).Ids, id => id >= 0);
    }

    [Fact]
    public void The_nearer_hides_the_farther_in_any_order()
    {
        Projection view = Projection.Of(Odd, Pose.Identity);
        MeshInstance near = Shapes.At(Shapes.Box(new(5, -0.5f, 1), new(6, 0.5f, 2), OccupancyClass.Car), Vector3.Zero, 0, Vector3.One);
        MeshInstance far = Shapes.At(Shapes.Box(new(9, -3, 0), new(10, 3, 4), OccupancyClass.Manmade), Vector3.Zero, 0, Vector3.One);
        VisibilityBuffer first = Drawn(view, near, far), second = Drawn(view, far, near);
        int[] one = [.. first.Ids.Select(id => id < 0 ? -1 : first.Triangles[id].Item)], other = [.. second.Ids.Select(id => id < 0 ? -1 : 1 - second.Triangles[id].Item)];
        Assert.Equal(one, other);
        Assert.Equal(0, one[(int)(2 * (21.9 - 48 * (1.5 - 1.4) / 4.7)) * first.Stride + (int)(2 * (37.3 - 60 * 0.2 / 4.7))]);
        Assert.True(one.Count(i => i == 1) > one.Count(i => i == 0));
    }

    private static VisibilityBuffer Drawn(Projection view, params MeshInstance[] instances)
    {
        VisibilityBuffer seen = new();
        seen.Clear(view.Width, view.Height, 0);
        Rasterizer rasterizer = new();
        for (int i = 0; i < instances.Length; i++)
        {
            rasterizer.Draw(view, instances[i], i, seen);
        }
        return seen;
    }

    private static void Count(Projection view, MeshInstance instance, int[] times)
    {
        VisibilityBuffer seen = Drawn(view, instance);
        for (int y = 0; y < seen.Height; y++)
        {
            for (int x = 0; x < seen.Width; x++)
            {
                times[y * 200 + x] += seen.Ids[y * seen.Stride + x] >= 0 ? 1 : 0;
            }
        }
    }

    private static MeshInstance Soup(RandomStream random, int count, float reach)
    {
        Vector3[] corners = [.. Enumerable.Range(0, 3 * count).Select(_ => new Vector3(random.Between(-0.3f * reach, reach), random.Between(-reach, reach), random.Between(-0.5f * reach, reach)))];
        return Shapes.At(new()
        {
            Positions = corners,
            Normals = [.. corners.Select(_ => Vector3.UnitZ)],
            Indices = [.. Enumerable.Range(0, 3 * count)],
            Parts = new byte[count],
            Classes = [OccupancyClass.Others],
        }, new(0.4f, -0.3f, 0.2f), 0.2, Vector3.One);
    }
}
