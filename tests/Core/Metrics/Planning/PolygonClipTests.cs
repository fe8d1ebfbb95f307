using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Tests.Metrics.Planning;

public sealed class PolygonClipTests
{
    [Fact]
    public void A_cut_polygon_holds_the_same_points_inside_the_square_and_none_outside()
    {
        Random random = new(3);
        for (int trial = 0; trial < 200; trial++)
        {
            Vector2D centre = new(random.NextDouble() * 24 - 12, random.NextDouble() * 24 - 12);
            MapOutline polygon = new(Star(random, centre, 6, 16), [Star(random, centre, 2, 5)]);
            IReadOnlyList<MapOutline> pieces = PolygonClip.ToSquare(polygon, 10);
            for (int i = 0; i < 200; i++)
            {
                Vector2D p = new(random.NextDouble() * 30 - 15, random.NextDouble() * 30 - 15);
                bool expected = polygon.Contains(p) && Math.Abs(p.X) <= 10 && Math.Abs(p.Y) <= 10;
                Assert.Equal(expected, pieces.Any(piece => piece.Contains(p)));
            }
            Assert.All(pieces.SelectMany(piece => piece.Exterior.Concat(piece.Holes.SelectMany(hole => hole))), p => Assert.True(Math.Max(Math.Abs(p.X), Math.Abs(p.Y)) <= 10 + 1e-9));
        }
    }

    [Fact]
    public void A_comb_falls_into_its_teeth()
    {
        // A bar outside with three teeth that reach in; the middle tooth has a hole.
        Vector2D[] comb = [new(-8, 20), new(-8, 0), new(-6, 0), new(-6, 15), new(-2, 15), new(-2, 0), new(2, 0), new(2, 15), new(6, 15), new(6, 0), new(8, 0), new(8, 20)];
        IReadOnlyList<MapOutline> pieces = PolygonClip.ToSquare(new(comb, [[new(-1, 2), new(1, 2), new(1, 4), new(-1, 4)]]), 10);
        Assert.Equal(3, pieces.Count);
        MapOutline holed = Assert.Single(pieces, piece => piece.Holes.Count > 0);
        Assert.True(holed.Contains(new(0, 1)));
        Assert.False(holed.Contains(new(0, 3)));
    }

    [Fact]
    public void A_hole_that_meets_the_border_becomes_part_of_the_outline()
    {
        MapOutline piece = Assert.Single(PolygonClip.ToSquare(new(Box(-20, -5, 20, 5), [Box(8, -1, 12, 1)]), 10));
        Assert.Empty(piece.Holes);
        Assert.False(piece.Contains(new(9, 0)));
        Assert.True(piece.Contains(new(9, 2)));
    }

    [Fact]
    public void What_lies_inside_stays_and_what_lies_outside_goes()
    {
        Assert.Equal(4, Assert.Single(PolygonClip.ToSquare(new(Box(-1, -1, 1, 1), []), 10)).Exterior.Count);
        Assert.Empty(PolygonClip.ToSquare(new(Box(11, 11, 12, 12), []), 10));
        Assert.Equal(Box(-10, -10, 10, 10).ToHashSet(), Assert.Single(PolygonClip.ToSquare(new(Box(-30, -30, 30, 30), []), 10)).Exterior.ToHashSet());
    }

    private static Vector2D[] Box(double x0, double y0, double x1, double y1) => [new(x0, y0), new(x1, y0), new(x1, y1), new(x0, y1)];

    // Corners around a centre, never twice across itself, in either direction.
    private static Vector2D[] Star(Random random, Vector2D centre, double near, double far)
    {
        int corners = random.Next(3, 14);
        Vector2D[] star = [.. Enumerable.Range(0, corners).Select(i =>
        {
            double angle = 2 * Math.PI * i / corners, radius = near + (far - near) * random.NextDouble();
            return centre + new Vector2D(Math.Cos(angle), Math.Sin(angle)) * radius;
        })];
        if (random.Next(2) == 0)
        {
            Array.Reverse(star);
        }
        return star;
    }
}
