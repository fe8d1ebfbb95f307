using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Tests.Meshes;

public sealed class PolygonTriangulationTests
{
    [Fact]
    public void Stars_are_covered_exactly()
    {
        RandomStream random = new(3);
        for (int run = 0; run < 60; run++)
        {
            int count = 3 + random.Index(40);
            Vector2D[] star = [.. Enumerable.Range(0, count).Select(i => Polar(2 * Math.PI * i / count, random.Between(1.0, 9.0)))];
            Covers(new(star));
            Covers(new(star, [Circle(new(0, 0), 0.4, 7)]));
        }
    }

    [Fact]
    public void Straight_corners_and_repeated_points_do_no_harm()
    {
        Covers(new([new(0, 0), new(1, 0), new(2, 0), new(2, 0), new(3, 0), new(3, 1), new(3, 2), new(1.5, 2), new(0, 2), new(0, 1)]));
        Covers(new([new(0, 0), new(4, 0), new(4, 3), new(2, 3), new(2, 1), new(1, 1), new(1, 3), new(0, 3)]));
    }

    [Fact]
    public void Combs_and_frames_are_covered_exactly()
    {
        List<Vector2D> comb = [new(0, -1), new(20, -1)];
        for (int i = 9; i >= 0; i--)
        {
            comb.AddRange([new(2 * i + 2, 5), new(2 * i + 1, 5), new(2 * i + 1, 0), new(2 * i + 0.5, 0)]);
        }
        Covers(new(comb));
        Covers(new(SmallTown.Rectangle(0, 0, 30, 20), [Hole(2, 2, 10, 18), Hole(12, 2, 28, 9), Hole(12, 11, 28, 18)]));
        Covers(new(SmallTown.Rectangle(0, 0, 30, 20), [.. Enumerable.Range(0, 12).Select(i => Circle(new(3 + i % 4 * 8, 3 + i / 4 * 7), 2, 9))]));
    }

    [Fact]
    public void Curved_bands_are_covered_exactly()
    {
        Vector2D[] outer = [.. Enumerable.Range(0, 40).Select(i => Polar(0.05 * i, 30))], inner = [.. Enumerable.Range(0, 40).Select(i => Polar(0.05 * (39 - i), 27.5))];
        Covers(new([.. outer, .. inner]));
    }

    private static void Covers(Area area)
    {
        double expected = Area.SignedArea(area.Outline) + area.Holes.Sum(Area.SignedArea), sum = 0;
        foreach ((Vector2D a, Vector2D b, Vector2D c) in PolygonTriangulation.Triangulate(area))
        {
            double twice = Vector2D.Cross(b - a, c - a);
            Assert.True(twice > 0, "A triangle runs clockwise.");
            sum += twice / 2;
            if (twice > 1e-6)
            {
                Assert.True(area.Contains((a + b + c) * (1 / 3.0)), "A triangle lies outside.");
            }
        }
        Assert.Equal(expected, sum, 1e-6 * expected);
    }

    private static Vector2D[] Hole(double x0, double y0, double x1, double y1) => [.. SmallTown.Rectangle(x0, y0, x1, y1).Reverse()];

    private static Vector2D[] Circle(Vector2D centre, double radius, int corners) => [.. Enumerable.Range(0, corners).Select(i => centre + Polar(-2 * Math.PI * i / corners, radius))];

    private static Vector2D Polar(double angle, double radius)
    {
        (double sin, double cos) = Elementary.SinCos(angle);
        return new(radius * cos, radius * sin);
    }
}
