using VoxPilot.World.Numerics;

namespace VoxPilot.World.Tests.Numerics;

public sealed class ElementaryTests
{
    private static readonly double[] Values = [.. Enumerable.Range(-4000, 8001).Select(i => 0.0123 * i + 1e-4 * (i % 7)), 1e-9, -1e-9, 31415.9, -99999.5];

    [Fact]
    public void Functions_agree_with_the_system_s_to_the_last_digits()
    {
        foreach (double x in Values)
        {
            Close(Math.Sin(x), Elementary.Sin(x), 1e-15);
            Close(Math.Cos(x), Elementary.Cos(x), 1e-15);
            Close(Math.Atan(x), Elementary.Atan(x), 1e-15);
            Close(Math.Exp(Math.Clamp(x, -600, 600)), Elementary.Exp(Math.Clamp(x, -600, 600)), 0);
            Close(Math.Log(Math.Abs(x) + 1e-12), Elementary.Log(Math.Abs(x) + 1e-12), 1e-15);
            Close(Math.Pow(Math.Abs(x), 0.37), Elementary.Pow(Math.Abs(x), 0.37), 1e-300);
            Close(Math.Asin(Math.Sin(x)), Elementary.Asin(Math.Sin(x)), 1e-15);
        }
    }

    [Fact]
    public void Arc_tangent_of_two_knows_all_quadrants()
    {
        foreach (double angle in Enumerable.Range(-314, 629).Select(i => i / 100.0))
        {
            Close(Math.Atan2(3 * Math.Sin(angle), 3 * Math.Cos(angle)), Elementary.Atan2(3 * Math.Sin(angle), 3 * Math.Cos(angle)), 1e-15);
        }
        Assert.Equal(Math.PI, Elementary.Atan2(0.0, -2.0));
        Assert.Equal(Math.PI / 2, Elementary.Atan2(1.0, 0.0));
    }

    private static void Close(double expected, double actual, double absolute) =>
        Assert.True(Math.Abs(expected - actual) <= absolute + 5e-15 * Math.Abs(expected), $"expected {expected:R}, got {actual:R}");
}
