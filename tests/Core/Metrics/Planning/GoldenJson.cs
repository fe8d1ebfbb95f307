using System.Text.Json;

using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics.Planning;

/// <summary>Numbers of the golden cases.</summary>
internal static class GoldenJson
{
    public static (double X, double Y)[] Points(JsonElement array) => [.. array.EnumerateArray().Select(p => (p[0].GetDouble(), p[1].GetDouble()))];

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];

    /// <summary>The figure over all scenes.</summary>
    public static double Value(ISceneMeasure measure)
    {
        int[] once = new int[measure.Scenes];
        Array.Fill(once, 1);
        return measure.Value(once);
    }

    /// <summary>Equal to 1e-5; a value of a hundred metres is known to single precision only.</summary>
    public static void Near(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-5 * Math.Max(1, Math.Abs(expected) / 100), $"{what}: {expected} was expected, {actual} found.");
}
