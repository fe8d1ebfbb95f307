namespace VoxPilot.Core.Datasets.Checking;

/// <summary>What can be wrong with a data set.</summary>
public enum DatasetProblemKind
{
    /// <summary>A table is absent or cannot be read.</summary>
    Table,

    /// <summary>A token is in no row of the table that it names.</summary>
    DanglingToken,

    /// <summary>Two rows of a table have one token.</summary>
    DoubleToken,

    /// <summary>prev and next, first and last, or a number of members contradict each other.</summary>
    BrokenChain,

    /// <summary>Times along a chain do not ascend.</summary>
    TimeOrder,

    /// <summary>A quaternion is not of unit length.</summary>
    Quaternion,

    /// <summary>A box has a side that is not positive.</summary>
    BoxSize,

    /// <summary>A category, attribute or visibility level that nuScenes does not have.</summary>
    UnknownName,

    /// <summary>A key frame lacks a sensor that others have.</summary>
    MissingSensor,

    /// <summary>A file name leads out of the data set's folder.</summary>
    OutsideFolder,

    /// <summary>A file is absent.</summary>
    MissingFile,

    /// <summary>A file has no bytes.</summary>
    EmptyFile,

    /// <summary>A file cannot be decoded, or does not hold what the tables say.</summary>
    DamagedFile,
}
