namespace VoxPilot.Core.Metrics;

/// <summary>
/// What the mean over classes does with a class of which the counted truth has no voxel. The published numbers differ by this alone, so that
/// it is named wherever a mean is asked for.
/// </summary>
public enum AbsentClass
{
    /// <summary>
    /// Predicted all the same: 0. Not predicted either: left out. Upstream: <c>occ_metrics.py</c> of CVPR2023-3D-Occupancy-Prediction, of
    /// NVlabs/FB-BEV (FB-OCC), and <c>Metric_mIoU_Temporal</c> of MSunDYY/SparseWorld; RayIoU of MCG-NJU/SparseOcc does the same with rays.
    /// </summary>
    Occ3D,

    /// <summary>Left out, predicted or not. Upstream: <c>loaders/old_metrics.py</c> of MCG-NJU/SparseOcc and jbwang1997/OPUS.</summary>
    SparseOcc,

    /// <summary>1, predicted or not. Upstream: <c>utils/metric_util.py</c> of wzzheng/OccWorld, <c>misc/metric_util.py</c> of huang-yh/GaussianFormer.</summary>
    OccWorld,

    /// <summary>
    /// Predicted all the same: 0. Not predicted either: the whole mean is undefined (0/0). Upstream:
    /// <c>nuscenes_occupancy_dataset.py</c> of weiyithu/SurroundOcc.
    /// </summary>
    SurroundOcc,
}
