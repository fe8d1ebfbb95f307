namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>What a detected thing is doing: nuScenes' eight attributes, in the order of <see cref="NuScenesVocabulary.Attributes"/>, or none.</summary>
public enum DetectionAttributeKind : byte
{
    /// <summary>Not said; written as an empty name.</summary>
    None = 0,

    /// <summary>vehicle.moving.</summary>
    VehicleMoving = 1,

    /// <summary>vehicle.stopped.</summary>
    VehicleStopped = 2,

    /// <summary>vehicle.parked.</summary>
    VehicleParked = 3,

    /// <summary>cycle.with_rider.</summary>
    CycleWithRider = 4,

    /// <summary>cycle.without_rider.</summary>
    CycleWithoutRider = 5,

    /// <summary>pedestrian.sitting_lying_down.</summary>
    PedestrianSittingLyingDown = 6,

    /// <summary>pedestrian.standing.</summary>
    PedestrianStanding = 7,

    /// <summary>pedestrian.moving.</summary>
    PedestrianMoving = 8,
}
