using System.Globalization;

using Xunit;
using Xunit.Sdk;

namespace VoxPilot.Testing;

/// <summary>Comparisons of numbers whose failures say how far off, where, and what both values are.</summary>
public static partial class TensorAssert
{
    /// <summary>Each |actual - expected| is at most atol + rtol·|expected|; equal infinities and two NaN agree.</summary>
    public static void Close(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, double atol, double rtol, string name, long[]? shape = null)
    {
        SameCount(actual.Length, expected.Length, name);
        int worst = -1, misses = 0;
        double worstExcess = 0, largest = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double error = Difference(actual[i], expected[i]);
            double excess = error - atol - (rtol * Magnitude(expected[i]));
            largest = Math.Max(largest, error);
            if (excess > 0)
            {
                misses++;
                if (excess > worstExcess)
                {
                    worstExcess = excess;
                    worst = i;
                }
            }
        }

        if (worst >= 0)
        {
            Fail(name, misses, actual.Length, largest, worst, actual[worst], expected[worst], shape, $"allowed |actual - expected| <= {Text(atol)} + {Text(rtol)}*|expected|");
        }
    }

    /// <summary>max |actual - expected| is at most tolerance · max |expected| (with an expectation of all zeros, at most the tolerance itself).</summary>
    public static void RelativeToMax(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, double tolerance, string name, long[]? shape = null)
    {
        SameCount(actual.Length, expected.Length, name);
        double scale = 0, largest = -1;
        int worst = 0, misses = 0;
        foreach (double value in expected)
        {
            scale = Math.Max(scale, Magnitude(value));
        }

        double limit = tolerance * (scale == 0 ? 1 : scale);
        for (int i = 0; i < actual.Length; i++)
        {
            double error = Difference(actual[i], expected[i]);
            misses += error > limit ? 1 : 0;
            if (error > largest)
            {
                largest = error;
                worst = i;
            }
        }

        if (misses > 0)
        {
            Fail(name, misses, actual.Length, largest, worst, actual[worst], expected[worst], shape, $"allowed {Text(tolerance)} of the largest magnitude {Text(scale)}");
        }
    }

    /// <inheritdoc cref="Close(ReadOnlySpan{double}, ReadOnlySpan{double}, double, double, string, long[])"/>
    public static void Close(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, double atol, double rtol, string name, long[]? shape = null) =>
        Close(Widen(actual), Widen(expected), atol, rtol, name, shape);

    /// <inheritdoc cref="RelativeToMax(ReadOnlySpan{double}, ReadOnlySpan{double}, double, string, long[])"/>
    public static void RelativeToMax(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, double tolerance, string name, long[]? shape = null) =>
        RelativeToMax(Widen(actual), Widen(expected), tolerance, name, shape);

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }

    // Infinite where the two cannot be compared: one NaN, or infinities that differ.
    private static double Difference(double actual, double expected)
    {
        if (actual.Equals(expected))
        {
            return 0;
        }

        double error = Math.Abs(actual - expected);
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    private static double Magnitude(double value) => double.IsFinite(value) ? Math.Abs(value) : 0;

    private static void SameCount(int actual, int expected, string name)
    {
        if (actual != expected)
        {
            Assert.Fail($"{name}: {actual} elements, expected {expected}.");
        }
    }

    private static void Fail(string name, int misses, int count, double largest, int worst, double actual, double expected, long[]? shape, string rule) =>
        throw new XunitException(
            $"{name}: {misses} of {count} elements differ; largest error {Text(largest)}; worst at {Position(worst, shape)}: actual {Text(actual)}, expected {Text(expected)}; {rule}.");

    private static string Position(int index, long[]? shape)
    {
        if (shape is null)
        {
            return $"[{index}]";
        }

        long[] place = new long[shape.Length];
        long rest = index;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            (rest, place[axis]) = Math.DivRem(rest, shape[axis]);
        }

        return $"[{string.Join(", ", place)}] of ({string.Join(", ", shape)})";
    }

    private static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
