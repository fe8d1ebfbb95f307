namespace VoxPilot.Core.Metrics;

/// <summary>
/// Occupancy as huang-yh/GaussianFormer measures it, <c>MeanIoU</c> in <c>misc/metric_util.py</c>: mean over the classes 1…16 where a class
/// without truth counts 1, and occupied against free. What the truth ignores (255) is occupied there. Quotients are in single precision as
/// upstream's; the counts are exact, where upstream's single precision totals round above 2²⁴ voxels.
/// The arguments of <c>eval.py</c> are these measures over counts with the camera mask, of predictions as they are.
/// </summary>
public static class GaussianFormerMeasures
{
    private const int First = 1, Last = 16;
    private const byte Free = (byte)OccupancyClass.Free;

    /// <summary>mIoU of the classes 1…16, percent.</summary>
    public static ISceneMeasure Miou(OccupancyConfusion confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        return confusion.Measure(Miou);
    }

    /// <summary>IoU of occupied against free, percent.</summary>
    public static ISceneMeasure Iou(OccupancyConfusion confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        return confusion.Measure(Iou);
    }

    /// <summary>
    /// Upstream's option <c>filter_minmax</c>: below the lowest and above the highest layer that the truth occupies anywhere, the prediction
    /// counts as free. Where the truth occupies nothing (upstream fails) everything does.
    /// </summary>
    /// <param name="prediction">Labels (X, Y, Z).</param>
    /// <param name="truth">Labels (X, Y, Z), without any mask.</param>
    /// <param name="sizeZ">Number of layers Z.</param>
    /// <param name="filtered">Receives the prediction that is to be counted.</param>
    public static void FilterMinMax(ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, int sizeZ, Span<byte> filtered)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sizeZ);
        if (prediction.Length != truth.Length || filtered.Length != truth.Length || truth.Length % sizeZ != 0)
        {
            throw new ArgumentException(
                $"Three grids with {sizeZ} layers and the same number of voxels were expected; they have {prediction.Length}, {truth.Length} and {filtered.Length}.", nameof(prediction));
        }
        int low = sizeZ, high = -1;
        for (int column = 0; column < truth.Length && (low > 0 || high < sizeZ - 1); column += sizeZ)
        {
            ReadOnlySpan<byte> layers = truth.Slice(column, sizeZ);
            int first = layers[..low].IndexOfAnyExcept(Free), last = layers[(high + 1)..].LastIndexOfAnyExcept(Free);
            low = first < 0 ? low : first;
            high = last < 0 ? high : high + 1 + last;
        }
        prediction.CopyTo(filtered);
        for (int column = 0; column < truth.Length && (low > 0 || high < sizeZ - 1); column += sizeZ)
        {
            Span<byte> layers = filtered.Slice(column, sizeZ);
            layers[..low].Fill(Free);
            layers[(high + 1)..].Fill(Free);
        }
    }

    private static double Miou(ConfusionCounts counts)
    {
        double sum = 0;
        for (int label = First; label <= Last; label++)
        {
            long truth = counts.Truth(label);
            sum += truth == 0 ? 1 : Quotient(counts[label, label], truth, counts.Predicted(label, 0, JointHistogram.Rows));
        }
        return 100 * (sum / (Last - First + 1));
    }

    private static double Iou(ConfusionCounts counts)
    {
        (long hit, long truth, long predicted) = counts.Occupied(0, JointHistogram.Rows);
        return Quotient(hit, truth, predicted) * 100f;
    }

    private static float Quotient(long hit, long truth, long predicted) => (float)hit / ((float)truth + predicted - hit);
}
