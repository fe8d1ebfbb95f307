namespace VoxPilot.Core.Metrics;

/// <summary>How often each label of the truth met each label of the prediction, and the figures that follow. Figures are in percent.</summary>
/// <param name="counts">(19, 18): truth's labels 0…17 and, in row 18, what the truth ignores; by the prediction's labels 0…17.</param>
internal readonly ref struct ConfusionCounts(ReadOnlySpan<long> counts)
{
    private const int Free = (int)OccupancyClass.Free;

    private readonly ReadOnlySpan<long> counts = counts;

    /// <summary>Voxels with these two labels.</summary>
    public long this[int truth, int prediction] => counts[truth * JointHistogram.Columns + prediction];

    /// <summary>Voxels with this label in the truth.</summary>
    public long Truth(int label)
    {
        long sum = 0;
        foreach (long count in counts.Slice(label * JointHistogram.Columns, JointHistogram.Columns))
        {
            sum += count;
        }
        return sum;
    }

    /// <summary>Voxels with this label in the prediction, of those in some rows.</summary>
    public long Predicted(int label, int firstRow = 0, int rows = JointHistogram.Columns)
    {
        long sum = 0;
        for (int row = firstRow; row < firstRow + rows; row++)
        {
            sum += this[row, label];
        }
        return sum;
    }

    /// <summary>IoU of one class: TP / (truth + predicted − TP).</summary>
    public double ClassIou(int label, AbsentClass absent)
    {
        long truth = Truth(label), hit = this[label, label];
        return truth == 0 && absent == AbsentClass.SparseOcc ? double.NaN
            : truth == 0 && absent == AbsentClass.OccWorld ? 100
            : 100.0 * hit / (truth + Predicted(label) - hit); // 0/0 is NaN
    }

    /// <summary>Mean IoU of the 17 classes that occupy space.</summary>
    public double Miou(AbsentClass absent)
    {
        double sum = 0;
        int classes = 0;
        for (int label = 0; label < OccupancyClasses.Occupied; label++)
        {
            double iou = ClassIou(label, absent);
            if (!double.IsNaN(iou))
            {
                sum += iou;
                classes++;
            }
            else if (absent == AbsentClass.SurroundOcc)
            {
                return double.NaN;
            }
        }
        return sum / classes;
    }

    /// <summary>IoU of occupied against free.</summary>
    /// <param name="ignoredIsOccupied">Whether a voxel that the truth ignores counts as occupied in the truth; otherwise it does not count.</param>
    public double Iou(bool ignoredIsOccupied)
    {
        (long hit, long truth, long predicted) = Occupied(0, ignoredIsOccupied ? JointHistogram.Rows : JointHistogram.Columns);
        return 100.0 * hit / (truth + predicted - hit);
    }

    /// <summary>Voxels that are occupied in both, in the truth and in the prediction, of those in some rows.</summary>
    public (long Hit, long Truth, long Predicted) Occupied(int firstRow, int rows)
    {
        long hit = 0, truth = 0, predicted = 0;
        for (int row = firstRow; row < firstRow + rows; row++)
        {
            long all = Truth(row), occupied = all - this[row, Free];
            predicted += occupied;
            (hit, truth) = row == Free ? (hit, truth) : (hit + occupied, truth + all);
        }
        return (hit, truth, predicted);
    }
}
