using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class AnchorCalibrationTests
{
    [Fact]
    public void Figures_of_two_key_frames_are_those_worked_out_by_hand()
    {
        AnchorCalibration calibration = new();
        calibration.Add(0, [0.8f, 0.2f, 0f], 0); // p = .8, .2, 0
        calibration.Add(1, [0.5f, 0.25f, 0.25f], 1); // p = .5, .25, .25
        Assert.Equal(((0.04 + 0.04) + (0.25 + 0.5625 + 0.0625)) / 2, calibration.Brier.Value([1, 1]), 6);
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.25)) / 2, calibration.NegativeLogLikelihood.Value([1, 1]), 6);
        Assert.Equal(50, calibration.Top1Accuracy.Value([1, 1]));
        Assert.Equal((0.2 + 0.5) / 2, calibration.ExpectedCalibrationError.Value([1, 1]), 6);
        Assert.Equal(0.2, calibration.ExpectedCalibrationError.Value([3, 0]), 6);
        Assert.Equal((0.2 + 0.5) / 2, calibration.EqualMassCalibrationError.Value([1, 1]), 6);
        Assert.Equal(2, calibration.Brier.Count);
        Assert.Equal(50, calibration.Rows(ofCommand: true).Single(row => row.Id == "planning.anchors.command.top1").Measure.Value([1, 1]));
        Assert.All(calibration.Rows(ofCommand: false), row => Assert.Contains("18", row.Convention, StringComparison.Ordinal));
    }

    [Fact]
    public void Scores_are_divided_by_their_sum()
    {
        AnchorCalibration half = new(), whole = new();
        half.Add(0, [0.4f, 0.1f], 1);
        whole.Add(0, [0.8f, 0.2f], 1);
        Assert.Equal(whole.NegativeLogLikelihood.Value([1]), half.NegativeLogLikelihood.Value([1]), 6);
        Assert.Equal(whole.Brier.Value([1]), half.Brier.Value([1]), 6);
    }

    [Fact]
    public void Without_any_score_all_anchors_are_equally_likely()
    {
        AnchorCalibration calibration = new();
        calibration.Add(0, new float[18], 7);
        Assert.Equal(Math.Log(18), calibration.NegativeLogLikelihood.Value([1]), 9);
        Assert.Equal(0, calibration.Top1Accuracy.Value([1]));
    }

    [Fact]
    public void A_right_anchor_without_any_score_costs_a_finite_amount()
    {
        AnchorCalibration calibration = new();
        calibration.Add(0, [1f, 0f], 1);
        Assert.Equal(-Math.Log(AnchorCalibration.SmallestProbability), calibration.NegativeLogLikelihood.Value([1]), 9);
    }

    [Fact]
    public void Honest_scores_have_almost_no_calibration_error_and_boastful_ones_do()
    {
        AnchorCalibration honest = new(), boastful = new();
        Random random = new(4);
        float[] scores = new float[6], squared = new float[6];
        for (int f = 0; f < 20000; f++)
        {
            for (int i = 0; i < 6; i++)
            {
                scores[i] = (float)Math.Pow(random.NextDouble(), 4);
                squared[i] = scores[i] * scores[i];
            }
            double draw = random.NextDouble() * scores.Sum();
            int right = 0;
            while (right < 5 && (draw -= scores[right]) > 0)
            {
                right++;
            }
            honest.Add(f / 40, scores, right);
            boastful.Add(f / 40, squared, right);
        }
        int[] once = [.. Enumerable.Repeat(1, 500)];
        Assert.InRange(honest.ExpectedCalibrationError.Value(once), 0, 0.02);
        Assert.InRange(honest.EqualMassCalibrationError.Value(once), 0, 0.025);
        Assert.True(boastful.ExpectedCalibrationError.Value(once) > 0.1);
        Assert.Equal(honest.Top1Accuracy.Value(once), boastful.Top1Accuracy.Value(once));
        Assert.True(honest.NegativeLogLikelihood.Value(once) < boastful.NegativeLogLikelihood.Value(once));
        IReadOnlyList<ReliabilityBin> table = honest.Reliability();
        Assert.Equal(AnchorCalibration.Bins, table.Count);
        Assert.Equal(20000, table.Sum(bin => bin.Count));
        Assert.All(table.Where(bin => bin.Count > 500), bin => Assert.InRange(bin.Accuracy - bin.Confidence, -0.06, 0.06));
        Assert.All(table.Where(bin => bin.Count > 0), bin => Assert.InRange(bin.Confidence, bin.Low, bin.High));
        Assert.Equal(honest.ExpectedCalibrationError.Value(once), table.Where(bin => bin.Count > 0).Sum(bin => bin.Count * Math.Abs(bin.Accuracy - bin.Confidence)) / 20000, 9);
    }

    [Fact]
    public void What_is_no_score_is_refused_by_its_anchor()
    {
        Assert.Contains("Anchor 1", Assert.Throws<ArgumentException>(() => new AnchorCalibration().Add(0, [0.5f, 1.5f], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("Anchor 0", Assert.Throws<ArgumentException>(() => new AnchorCalibration().Add(0, [float.NaN], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("right anchor is 6", Assert.Throws<ArgumentException>(() => new AnchorCalibration().Add(0, new float[6], 6)).Message, StringComparison.Ordinal);
    }
}
