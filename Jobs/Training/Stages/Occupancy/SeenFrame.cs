using VoxPilot.Core;
using VoxPilot.Core.Metrics;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>What a model's points are for one key frame, and what they are to become.</summary>
/// <param name="Points">(Q, R, 3), metres.</param>
/// <param name="Logits">(Q, R, 17).</param>
/// <param name="PointsPerQuery">R.</param>
/// <param name="Truth">Labels 0…17.</param>
/// <param name="Mask">Voxels that count; empty: all.</param>
internal sealed record SeenFrame(float[] Points, float[] Logits, int PointsPerQuery, byte[] Truth, byte[] Mask)
{
    /// <summary>Confusion counts of some frames under some rules from points to voxels.</summary>
    public static OccupancyConfusion Confusion(IReadOnlyList<SeenFrame> frames, PointVoxelizerConfig rules, bool masked = true)
    {
        OccupancyConfusion confusion = new();
        Parallel.For(0, frames.Count, () => new PointVoxelizer(rules), (i, _, voxelizer) =>
        {
            OccupancyGrid grid = voxelizer.Voxelize(frames[i].Points, frames[i].Logits, frames[i].PointsPerQuery).ToGrid();
            lock (confusion)
            {
                confusion.Add(0, grid.Labels, frames[i].Truth, masked ? frames[i].Mask : []);
            }
            return voxelizer;
        }, _ => { });
        return confusion;
    }

    /// <summary>Mean IoU in percent of classes that occur.</summary>
    public static double MeanIou(OccupancyConfusion confusion) => Value(confusion.Miou(AbsentClass.SparseOcc));

    /// <summary>IoU in percent of one class; NaN where it does not occur.</summary>
    public static double Iou(OccupancyConfusion confusion, int label) => Value(confusion.ClassIou(label, AbsentClass.SparseOcc));

    /// <summary>IoU in percent of occupied against free.</summary>
    public static double Iou(OccupancyConfusion confusion) => Value(confusion.Iou());

    private static double Value(ISceneMeasure measure) => measure.Value([1]);
}
