using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Core.Metrics.Detection;

/// <summary>
/// The detected boxes of a class, sorted and matched once, for curves over any weighting of the scenes. A scene of weight w counts as w
/// copies of each of its boxes, one behind the other. Not for several threads at once.
/// </summary>
internal sealed class DetectionRanking
{
    // P detected boxes by falling score, M of them matched at a distance, L numbers of a matched box: five errors, whether velocity and
    // attribute are known, and 1
    private const int Lanes = 8;
    private const int VelocityKnown = 5;
    private const int AttributeKnown = 6;
    private const int Always = 7;

    private readonly double[] scores; // (P)
    private readonly int[] scenes; // (P)
    private readonly int[][] matched; // (D, M): which of the P
    private readonly int[][] matchedScenes; // (D, M)
    private readonly double[] matchedScores; // (M) of the error distance
    private readonly double[] errors; // (M, L) of the error distance
    private readonly int[] truths; // by scene
    private readonly int[] before; // (P + 1): weight of the boxes above
    private readonly int[] matchedBefore; // (M + 1): weight of the matched boxes above
    private readonly double[] sums; // (M + 1, L): weighted sums of the errors above

    public DetectionRanking(DetectionMatches matches)
    {
        int[] order = Order(CollectionsMarshal.AsSpan(matches.Scores));
        scores = Array.ConvertAll(order, p => matches.Scores[p]);
        scenes = Array.ConvertAll(order, p => matches.Scenes[p]);
        int distances = DetectionConfig.MatchDistances.Count;
        matched = [.. Enumerable.Range(0, distances).Select(d => Enumerable.Range(0, order.Length).Where(r => (matches.Matched[order[r]] >> d & 1) != 0).ToArray())];
        matchedScenes = [.. matched.Select(ranks => Array.ConvertAll(ranks, r => scenes[r]))];
        matchedScores = Array.ConvertAll(matched[DetectionConfig.ErrorDistance], r => scores[r]);
        truths = [.. matches.Truths];

        int[] row = new int[order.Length]; // of the errors, by order of adding
        for (int p = 0, next = 0; p < row.Length; p++)
        {
            row[p] = (matches.Matched[p] >> DetectionConfig.ErrorDistance & 1) != 0 ? next++ : -1;
        }
        errors = new double[Lanes * matchedScores.Length];
        for (int m = 0; m < matchedScores.Length; m++)
        {
            MatchErrors e = matches.Errors[row[order[matched[DetectionConfig.ErrorDistance][m]]]];
            bool velocity = !double.IsNaN(e.Velocity), attribute = !double.IsNaN(e.Attribute);
            ReadOnlySpan<double> lanes = [e.Translation, e.Scale, e.Orientation, velocity ? e.Velocity : 0, attribute ? e.Attribute : 0, velocity ? 1 : 0, attribute ? 1 : 0, 1];
            lanes.CopyTo(errors.AsSpan(Lanes * m));
        }
        before = new int[scores.Length + 1];
        matchedBefore = new int[matched.Max(ranks => ranks.Length) + 1];
        sums = new double[Lanes * (matchedScores.Length + 1)];
    }

    /// <summary>One curve for each match distance.</summary>
    public DetectionCurve[] Curves(ReadOnlySpan<int> weights)
    {
        int positives = 0;
        for (int s = 0; s < truths.Length; s++)
        {
            positives += weights[s] * truths[s];
        }
        Accumulate(scenes, weights, before);
        DetectionCurve[] curves = new DetectionCurve[matched.Length];
        for (int d = 0; d < curves.Length; d++)
        {
            Accumulate(matchedScenes[d], weights, matchedBefore);
            curves[d] = positives > 0 && matchedBefore[matched[d].Length] > 0 ? Curve(d, positives, weights) : DetectionCurve.None;
        }
        return curves;
    }

    // The curve that numpy.interp draws through (matched / positives, matched / taken), one point for each copy of a box that is taken:
    // where recall stays the same the last point counts, and between two recalls the line to the next match.
    private DetectionCurve Curve(int distance, int positives, ReadOnlySpan<int> weights)
    {
        int[] ranks = matched[distance];
        int found = matchedBefore[ranks.Length];
        double[] precision = new double[DetectionConfig.Recalls], confidence = new double[DetectionConfig.Recalls];
        for (int i = 0, m = 0; i < precision.Length; i++)
        {
            double recall = DetectionCurve.RecallAt(i);
            int matches = MatchesAt(recall, positives); // so many copies of matched boxes lie at or before this recall
            if (matches >= found)
            {
                if ((double)found / positives == recall)
                {
                    (precision[i], confidence[i]) = ((double)found / before[scores.Length], ScoreAbove(scores.Length, weights));
                }
                continue; // the recall is not reached: 0
            }
            while (matchedBefore[m + 1] <= matches)
            {
                m++;
            }
            int copies = matches - matchedBefore[m]; // of box m, the next to match, these are taken already
            int taken = before[ranks[m]] + copies;
            double nextPrecision = (matches + 1.0) / (taken + 1), nextScore = scores[ranks[m]];
            if (taken == 0)
            {
                (precision[i], confidence[i]) = (nextPrecision, nextScore);
                continue;
            }
            double here = (double)matches / positives, step = (matches + 1.0) / positives - here;
            precision[i] = Line(here, (double)matches / taken, step, nextPrecision, recall);
            confidence[i] = Line(here, copies > 0 ? nextScore : ScoreAbove(ranks[m], weights), step, nextScore, recall);
        }
        return new(precision, confidence, distance == DetectionConfig.ErrorDistance ? ErrorCurves(confidence, weights) : []);
    }

    // Each error's mean over the matched boxes so far, drawn over the score by numpy.interp: (5, 101).
    private double[][] ErrorCurves(double[] confidence, ReadOnlySpan<int> weights)
    {
        int[] of = matchedScenes[DetectionConfig.ErrorDistance];
        Sum(of, weights);
        double[][] curves = new double[DetectionConfig.Errors][];
        for (int e = 0; e < curves.Length; e++)
        {
            curves[e] = new double[DetectionConfig.Recalls];
        }
        for (int i = 0; i < confidence.Length; i++)
        {
            int low = FirstAtMost(confidence[i]); // first box at or below this score, and the last above it
            while (low < of.Length && weights[of[low]] == 0)
            {
                low++;
            }
            int high = Math.Min(low, of.Length) - 1;
            while (high >= 0 && weights[of[high]] == 0)
            {
                high--;
            }
            for (int e = 0; e < curves.Length; e++)
            {
                curves[e][i] = low == of.Length ? Mean(e, low, null)
                    : high < 0 || matchedScores[low] == confidence[i] ? Mean(e, low, low)
                    : Line(matchedScores[low], Mean(e, low, low), matchedScores[high] - matchedScores[low], Mean(e, low, null), confidence[i]);
            }
        }
        return curves;
    }

    // Mean of an error over the boxes above m, and the first copy of one more; 0 while none is known, 1 if none ever is.
    private double Mean(int error, int m, int? more)
    {
        int known = error switch { (int)DetectionError.Velocity => VelocityKnown, (int)DetectionError.Attribute => AttributeKnown, _ => Always };
        if (sums[^(Lanes - known)] == 0)
        {
            return 1;
        }
        double sum = sums[Lanes * m + error], count = sums[Lanes * m + known];
        if (more is int one)
        {
            (sum, count) = (sum + errors[Lanes * one + error], count + errors[Lanes * one + known]);
        }
        return count > 0 ? sum / count : 0;
    }

    private void Sum(int[] of, ReadOnlySpan<int> weights)
    {
        Vector512<double> sum = Vector512<double>.Zero;
        sum.CopyTo(sums);
        for (int m = 0; m < of.Length; m++)
        {
            sum += Vector512.Create<double>(errors.AsSpan(Lanes * m, Lanes)) * (double)weights[of[m]];
            sum.CopyTo(sums, Lanes * (m + 1));
        }
    }

    // First of the matched boxes whose score is not above this one.
    private int FirstAtMost(double score)
    {
        int low = 0, high = matchedScores.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = matchedScores[middle] > score ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    // Score of the last box above a rank that is there at all.
    private double ScoreAbove(int rank, ReadOnlySpan<int> weights)
    {
        do
        {
            rank--;
        }
        while (weights[scenes[rank]] == 0);
        return scores[rank];
    }

    private static int MatchesAt(double recall, int positives)
    {
        int matches = (int)(recall * positives);
        while ((matches + 1.0) / positives <= recall)
        {
            matches++;
        }
        while ((double)matches / positives > recall)
        {
            matches--;
        }
        return matches;
    }

    private static double Line(double x0, double y0, double dx, double y1, double x) => (y1 - y0) / dx * (x - x0) + y0;

    private static void Accumulate(int[] of, ReadOnlySpan<int> weights, int[] before)
    {
        int sum = 0;
        for (int i = 0; i < of.Length; i++)
        {
            before[i] = sum;
            sum += weights[of[i]];
        }
        before[of.Length] = sum;
    }

    // By falling score, of equal ones the later first (devkit: sorted((score, position))[::-1]).
    private static int[] Order(ReadOnlySpan<double> scores)
    {
        double[] keys = scores.ToArray();
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order);
        for (int first = 0, next; first < keys.Length; first = next)
        {
            for (next = first + 1; next < keys.Length && keys[next] == keys[first]; next++)
            {
            }
            Array.Sort(order, first, next - first);
        }
        Array.Reverse(order);
        return order;
    }
}
