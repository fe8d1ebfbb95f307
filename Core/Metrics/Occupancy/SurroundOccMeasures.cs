namespace VoxPilot.Core.Metrics;

/// <summary>
/// Occupancy as weiyithu/SurroundOcc measures it (<c>evaluation_semantic</c> in <c>evaluation_metrics.py</c>, the ratios in
/// <c>nuscenes_occupancy_dataset.py</c>), from counts without any mask. Its labels are 0 free, 1…16, 255 not counted; Occ3D's become them so:
/// in the truth free is 0 and "others" (0) is not counted; in the prediction free is 0 and "others" is vegetation (16).
/// The mean over classes is <see cref="AbsentClass.SurroundOcc"/>'s.
/// </summary>
public static class SurroundOccMeasures
{
    private const int First = 1, Last = (int)OccupancyClass.Vegetation, Others = (int)OccupancyClass.Others;
    private const int CountedRows = 17; // from 1 to free

    /// <summary>IoU of occupied against free, percent.</summary>
    /// <param name="confusion">Counts without a mask.</param>
    public static ISceneMeasure Iou(OccupancyConfusion confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        return confusion.Measure(counts =>
        {
            (long hit, long truth, long predicted) = counts.Occupied(First, CountedRows);
            return 100.0 * hit / (truth + predicted - hit);
        });
    }

    /// <summary>Mean IoU of the classes 1…16, percent; NaN where one of them is neither in the truth nor predicted.</summary>
    /// <param name="confusion">Counts without a mask.</param>
    public static ISceneMeasure Miou(OccupancyConfusion confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        return confusion.Measure(counts =>
        {
            double sum = 0;
            for (int label = First; label <= Last; label++)
            {
                sum += ClassIou(counts, label);
            }
            return sum / Last;
        });
    }

    /// <summary>IoU of one class, percent.</summary>
    /// <param name="confusion">Counts without a mask.</param>
    /// <param name="label">Its label, 1…16.</param>
    public static ISceneMeasure ClassIou(OccupancyConfusion confusion, int label)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        ArgumentOutOfRangeException.ThrowIfLessThan(label, First);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(label, Last);
        return confusion.Measure(counts => ClassIou(counts, label));
    }

    private static double ClassIou(ConfusionCounts counts, int label)
    {
        bool takesOthers = label == Last;
        long hit = counts[label, label] + (takesOthers ? counts[label, Others] : 0);
        long predicted = counts.Predicted(label, First, CountedRows) + (takesOthers ? counts.Predicted(Others, First, CountedRows) : 0);
        return 100.0 * hit / (counts.Truth(label) + predicted - hit);
    }
}
