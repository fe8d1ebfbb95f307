using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Metrics.Detection;

namespace VoxPilot.Core.Tests.Metrics.Detection;

/// <summary>
/// The devkit's evaluation as its paper tells it, box after box and without weights: the plain twin of <see cref="DetectionRanking"/> and
/// <see cref="DetectionMatcher"/>. It keeps everything and sorts over all key frames.
/// </summary>
internal static class DetectionReference
{
    /// <summary>Curve of a class at a match distance; null where there is nothing to draw.</summary>
    public static (double[] Precision, double[] Confidence, double[][] Errors)? Curve(
        IReadOnlyList<(DetectionBox[] Found, DetectionBox[] Truth)> frames, DetectionClass what, double within)
    {
        int positives = frames.Sum(frame => frame.Truth.Count(box => box.Class == what));
        (int Frame, DetectionBox Box)[] found = [.. frames.SelectMany((frame, f) => frame.Found.Where(box => box.Class == what).Select(box => (f, box)))];
        int[] order = [.. Enumerable.Range(0, found.Length).OrderByDescending(i => found[i].Box.Score).ThenByDescending(i => i)];
        HashSet<(int, int)> taken = [];
        List<double> recall = [], precision = [], scores = [], matchedScores = [];
        List<MatchErrors> errors = [];
        foreach (int i in order)
        {
            (int f, DetectionBox box) = found[i];
            int nearest = -1;
            double least = double.PositiveInfinity;
            for (int t = 0; t < frames[f].Truth.Length; t++)
            {
                if (frames[f].Truth[t].Class == what && !taken.Contains((f, t)) && MatchErrors.CentreDistance(frames[f].Truth[t], box) < least)
                {
                    (nearest, least) = (t, MatchErrors.CentreDistance(frames[f].Truth[t], box));
                }
            }
            if (least < within)
            {
                taken.Add((f, nearest));
                errors.Add(MatchErrors.Of(frames[f].Truth[nearest], box));
                matchedScores.Add(box.Score);
            }
            scores.Add(box.Score);
            recall.Add((double)errors.Count / positives);
            precision.Add((double)errors.Count / scores.Count);
        }
        if (positives == 0 || errors.Count == 0)
        {
            return null;
        }
        double[] at = [.. Enumerable.Range(0, 101).Select(i => i == 100 ? 1 : i * 0.01)];
        double[] confidence = [.. at.Select(x => Interpolate(x, recall, scores, right: 0))];
        matchedScores.Reverse();
        Func<MatchErrors, double>[] fields = [e => e.Translation, e => e.Scale, e => e.Orientation, e => e.Velocity, e => e.Attribute];
        return (
            [.. at.Select(x => Interpolate(x, recall, precision, right: 0))],
            confidence,
            [.. fields.Select(field =>
            {
                double[] means = CumulativeMean([.. errors.Select(field)]);
                Array.Reverse(means);
                return confidence.Select(c => Interpolate(c, matchedScores, means, means[^1])).ToArray();
            })]);
    }

    /// <summary>Mean of all values so far that are known: 0 before the first, 1 everywhere if none is.</summary>
    public static double[] CumulativeMean(double[] values) =>
        Array.TrueForAll(values, double.IsNaN)
            ? [.. values.Select(_ => 1.0)]
            : [.. values.Select((_, i) => values[..(i + 1)].Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Average())];

    // numpy.interp: of equal x the last one counts.
    private static double Interpolate(double at, List<double> x, IReadOnlyList<double> y, double right)
    {
        int j = -1;
        while (j + 1 < x.Count && x[j + 1] <= at)
        {
            j++;
        }
        return j < 0 ? y[0]
            : j < x.Count - 1 ? (y[j + 1] - y[j]) / (x[j + 1] - x[j]) * (at - x[j]) + y[j]
            : at > x[^1] ? right : y[^1];
    }
}
