using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Tests.Metrics.Planning;

public sealed class RectangleContactTests
{
    [Fact]
    public void Separating_axes_agree_with_cutting_one_rectangle_by_the_other()
    {
        Random random = new(5);
        int touching = 0;
        for (int trial = 0; trial < 5000; trial++)
        {
            (Vector2D Centre, double Heading, double Length, double Width) Any() =>
                (new(6 * random.NextDouble(), 6 * random.NextDouble()), 7 * random.NextDouble(), 0.5 + 5 * random.NextDouble(), 0.5 + 3 * random.NextDouble());
            var (a, b) = (Any(), Any());
            bool touch = RectangleContact.Touch(a.Centre, a.Heading, a.Length, a.Width, b.Centre, b.Heading, b.Length, b.Width);
            Assert.Equal(Cut(Corners(a.Centre, a.Heading, a.Length, a.Width), Corners(b.Centre, b.Heading, b.Length, b.Width)), touch);
            touching += touch ? 1 : 0;
        }
        Assert.InRange(touching, 1000, 4000);
    }

    [Theory]
    [InlineData(2, 0, true)]
    [InlineData(2.0001, 0, false)]
    [InlineData(2, 2, true)]
    [InlineData(0, 2.0001, false)]
    public void Rectangles_that_touch_share_a_point(double x, double y, bool expected) =>
        Assert.Equal(expected, RectangleContact.Touch(Vector2D.Zero, 0, 2, 2, new(x, y), 0, 2, 2));

    [Fact]
    public void A_corner_that_looks_in_is_contact_and_boxes_around_them_alone_are_not()
    {
        // Diagonal squares side by side: their bounds overlap, they do not.
        Assert.False(RectangleContact.Touch(Vector2D.Zero, Math.PI / 4, 2, 2, new(1.5, 1.5), Math.PI / 4, 2, 2));
        Assert.True(RectangleContact.Touch(Vector2D.Zero, 0, 2, 2, new(2.3, 0), Math.PI / 4, 2, 2));
    }

    private static Vector2D[] Corners(Vector2D centre, double heading, double length, double width)
    {
        Vector2D along = new Vector2D(Math.Cos(heading), Math.Sin(heading)) * (length / 2), across = along.Left * (width / length);
        return [centre + along + across, centre - along + across, centre - along - across, centre + along - across];
    }

    // Sutherland–Hodgman: whether anything of the first is left inside the second, whose corners run counter-clockwise.
    private static bool Cut(Vector2D[] first, Vector2D[] second)
    {
        List<Vector2D> left = [.. first];
        for (int i = 0; i < 4; i++)
        {
            (Vector2D a, Vector2D b) = (second[i], second[(i + 1) % 4]);
            double Side(Vector2D p) => Vector2D.Cross(b - a, p - a);
            List<Vector2D> kept = [];
            for (int k = 0; k < left.Count; k++)
            {
                (Vector2D p, Vector2D q) = (left[k], left[(k + 1) % left.Count]);
                if (Side(p) >= 0)
                {
                    kept.Add(p);
                }
                if (Side(p) >= 0 != Side(q) >= 0)
                {
                    kept.Add(Vector2D.Lerp(p, q, Side(p) / (Side(p) - Side(q))));
                }
            }
            left = kept;
        }
        return left.Count > 0;
    }
}
