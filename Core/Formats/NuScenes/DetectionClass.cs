namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>nuScenes' ten detection classes, in the order of its devkit.</summary>
public enum DetectionClass : byte
{
    /// <summary>Car, police car and ambulance not among them.</summary>
    Car = 0,

    /// <summary>Truck.</summary>
    Truck = 1,

    /// <summary>Bus, rigid or bendy.</summary>
    Bus = 2,

    /// <summary>Trailer.</summary>
    Trailer = 3,

    /// <summary>Construction vehicle.</summary>
    ConstructionVehicle = 4,

    /// <summary>Person on foot.</summary>
    Pedestrian = 5,

    /// <summary>Motorcycle, with or without a rider.</summary>
    Motorcycle = 6,

    /// <summary>Bicycle, with or without a rider.</summary>
    Bicycle = 7,

    /// <summary>Traffic cone.</summary>
    TrafficCone = 8,

    /// <summary>Temporary road barrier.</summary>
    Barrier = 9,
}
