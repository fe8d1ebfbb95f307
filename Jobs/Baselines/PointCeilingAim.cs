namespace VoxPilot.Jobs.Baselines;

/// <summary>What a ceiling's points are spent on, where they do not suffice for everything.</summary>
public enum PointCeilingAim
{
    /// <summary>Every class counts the same: small things first, for the mean IoU over classes.</summary>
    MeanIoU,

    /// <summary>Every voxel counts the same: for the IoU of occupied against free.</summary>
    IoU,
}
