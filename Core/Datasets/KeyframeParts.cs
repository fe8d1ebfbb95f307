namespace VoxPilot.Core.Datasets;

/// <summary>What of a key frame is read.</summary>
[Flags]
public enum KeyframeParts
{
    /// <summary>Poses, calibration and times alone.</summary>
    None = 0,

    /// <summary>Image files.</summary>
    Images = 1,

    /// <summary>The LiDAR sweep.</summary>
    Lidar = 2,

    /// <summary>Boxes.</summary>
    Boxes = 4,

    /// <summary>Occupancy with masks.</summary>
    Occupancy = 8,

    /// <summary>CAN bus.</summary>
    CanBus = 16,

    /// <summary>Questions and answers.</summary>
    Questions = 32,

    /// <summary>Depth and class of every pixel.</summary>
    Dense = 64,

    /// <summary>Everything that the data set has.</summary>
    All = Images | Lidar | Boxes | Occupancy | CanBus | Questions | Dense,
}
