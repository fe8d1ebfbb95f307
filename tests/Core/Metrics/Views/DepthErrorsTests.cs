using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class DepthErrorsTests
{
    private static readonly int[] Once = [1];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(10_007)]
    public void Errors_are_those_of_each_pixel_by_itself(int pixels)
    {
        Random random = new(pixels);
        float[] truth = new float[pixels], predicted = new float[pixels];
        for (int i = 0; i < pixels; i++)
        {
            // some without a depth, some beyond the range
            truth[i] = random.Next(5) == 0 ? 0 : random.Next(9) == 0 ? float.NaN : 0.5f + 90 * random.NextSingle();
            predicted[i] = truth[i] is 0 or float.NaN ? random.Next(3) == 0 ? float.NaN : 3 : Math.Max(-1, truth[i] * (0.4f + 1.4f * random.NextSingle()));
        }
        (truth[0], predicted[0]) = (10, 11);
        DepthErrors errors = new(1, 60);
        errors.Add(0, predicted, truth);

        double[][] all = [.. truth.Zip(predicted).Where(pair => pair.First >= 1 && pair.First <= 60).Select(pair => Plain(Math.Clamp(pair.Second, 1, 60), pair.First))];
        double[] mean = [.. Enumerable.Range(0, 7).Select(e => all.Average(pixel => pixel[e]))];
        Assert.Equal(mean[0], errors.AbsoluteRelative.Value(Once), 1e-5 * mean[0]);
        Assert.Equal(mean[1], errors.SquaredRelative.Value(Once), 1e-5 * mean[1]);
        Assert.Equal(Math.Sqrt(mean[2]), errors.RootMeanSquare.Value(Once), 1e-5 * Math.Sqrt(mean[2]));
        Assert.Equal(Math.Sqrt(mean[3]), errors.RootMeanSquareLog.Value(Once), 1e-5 * Math.Sqrt(mean[3]));
        Assert.Equal(mean[4], errors.Within125.Value(Once), 1e-9);
        Assert.Equal(mean[5], errors.Within125Squared.Value(Once), 1e-9);
        Assert.Equal(mean[6], errors.Within125Cubed.Value(Once), 1e-9);
    }

    [Fact]
    public void Figures_of_one_pixel_are_those_worked_out_by_hand()
    {
        DepthErrors errors = new();
        errors.Add(0, [12], [10]);
        Assert.Equal(0.2, errors.AbsoluteRelative.Value(Once), 1e-6);
        Assert.Equal(0.4, errors.SquaredRelative.Value(Once), 1e-6);
        Assert.Equal(2, errors.RootMeanSquare.Value(Once), 1e-6);
        Assert.Equal(Math.Log(1.2), errors.RootMeanSquareLog.Value(Once), 1e-6);
        Assert.Equal(1, errors.Within125.Value(Once));
        Assert.Equal(2, errors.Rows().Single(row => row.Id == "views.depth.rmse").Measure.Value(Once), 1e-6);
        Assert.All(errors.Rows(), row => Assert.Contains("0.001…80 m", row.Convention, StringComparison.Ordinal));
    }

    [Fact]
    public void Images_count_the_same_however_many_pixels_are_valid()
    {
        DepthErrors errors = new();
        errors.Add(0, [12, 12, 12], [10, 10, 10]);
        errors.Add(1, [10, 10, 10], [10, 0, 0]);
        errors.Add(2, [10], [0]);
        Assert.Equal(0.1, errors.AbsoluteRelative.Value([1, 1, 1]), 1e-6);
        Assert.Equal(2, errors.AbsoluteRelative.Count);
        Assert.Equal(3, errors.Within125.Scenes);
    }

    [Fact]
    public void A_prediction_that_is_no_number_is_refused_where_the_truth_is_known()
    {
        Assert.Contains("scene 4", Assert.Throws<ArgumentException>(() => new DepthErrors().Add(4, [float.NaN, 1], [5, 5])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DepthErrors().Add(0, new float[3], new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DepthErrors(5, 5));
    }

    private static double[] Plain(double p, double t)
    {
        double ratio = Math.Max(p / t, t / p);
        return [Math.Abs(p - t) / t, (p - t) * (p - t) / t, (p - t) * (p - t), Math.Pow(Math.Log(p) - Math.Log(t), 2), ratio < 1.25 ? 1 : 0, ratio < 1.25 * 1.25 ? 1 : 0, ratio < 1.25 * 1.25 * 1.25 ? 1 : 0];
    }
}
